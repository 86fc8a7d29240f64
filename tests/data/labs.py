# SPDX-License-Identifier: GPL-3.0-or-later
# Writes labs.csv: python3 labs.py >labs.csv.  The formulas of doc/physics.md and of the platforms'
# heads once more, on purpose without a line of squint; SI units, rates in rad/s.  A new lab is one
# call below, with its numbers as its file has them.
from math import *
c=299792458.0; h=6.62607015e-34; hbar=h/(2*pi); kB=1.380649e-23; u=1.66053906892e-27
out=[]
def put(lab,settings,d):
    for k,v in d.items(): out.append((lab,"|".join(settings),k,v))
SP={'Sr-87':(c/429228004229873.,2*pi*1e-3),'Sr-88':(c/434829121311e3,2*pi*7.5e3),'Yb-171':(555.802e-9,2*pi*184e3),
    'Rb-87':(780.241e-9,2*pi*6.065e6),'Cs-133':(852.347e-9,2*pi*5.234e6)}
def bb(T):
    n=1/expm1(h*c/2.603e-6/(kB*T)); ex=3*0.597/2.18e-6*n
    return ex*0.385, ex*0.018, ex*0.597
def rates_of(g,kappa,D,N,nbar=0):
    K2=D*D+kappa*kappa/4
    return dict(chi=g*g*D/K2, G=g*g*kappa/K2, K=sqrt(K2), eps=N*g*g/K2)
def cavity(lab,settings,N,g,kappa,D,sp=None,lam=None,nat=None,gs=None,gu=0,gp=0,kind='uniform',sr=0,w=1,drive=('ratio',.9),k1=None,mm=1,extra=None,delta=0,Gphi=0,loss=0):
    """g: as given, of this kind"""
    if sp: l0,n0=SP[sp]; lam=lam or l0; nat=nat or n0
    m2=(.5 if kind!='uniform' else 1)/(1+4*(sr/w)**2); m4=(3/8 if kind!='uniform' else 1)/(1+8*(sr/w)**2)
    peak={'uniform':g,'peak':g,'rms':g/sqrt(m2),'fourth-moment':g/sqrt(m4/m2)}[kind]
    ge=peak*sqrt(m4/m2); Ne=N*m2*m2/m4
    r=rates_of(ge,kappa,D,Ne); G,chi,K=r['G'],r['chi'],r['K']
    Uc=sqrt(G*G+4*chi*chi)
    k1=k1 if k1 is not None else kappa/2
    perA=hbar*2*pi*c/lam/(k1*mm) if lam else nan
    kind_d,val=drive
    if kind_d=='ratio': Om=val*Ne*Uc/2
    elif kind_d=='rabi': Om=val
    elif kind_d=='photons': Om=2*ge*sqrt(val)
    elif kind_d=='power': Om=2*ge*sqrt(val/perA)/K
    eta=Om*K/(2*ge)
    gam=gs+gu+gp
    d=dict(N=Ne,chi=chi,Gamma=G,Omega=Om,gamma_s=gs,gamma_up=gu,gamma_phi=gp,Gamma_up=0,Gamma_phi=Gphi,delta=delta,
      Upsilon=2*Om/Ne,Upsilon_c=Uc,ratio=2*Om/Ne/Uc,chi_over_Gamma=chi/G,gamma_s_over_Gamma=gs/G,critical_number=2*Om/Uc,
      collective_time=1/(Ne*G),atoms=N,peak_coupling=peak,drive_amplitude=eta,drive_photons=(Om/(2*ge))**2,
      critical_photons=(Ne*ge/(2*K))**2,g=ge,collective_coupling=ge*sqrt(Ne),kappa=kappa,detuning=D,collective_emission=Ne*G,
      one_spin_rate=gam,cooperativity=4*ge*ge/(kappa*gam),collective_cooperativity=Ne*G/gam,epsilon=r['eps'])
    if lam: d['drive_power']=perA*eta*eta; d['critical_power']=perA*(Ne*ge/2)**2
    d['validity:collective-decay']=gs/(Ne*max(G,abs(chi))); d['validity:weak-superradiance']=sqrt(Ne)*G/ge
    d['validity:bad-cavity']=ge*sqrt(Ne)/max(kappa,K); d['validity:fast-cavity']=gs/kappa; d['validity:elimination']=r['eps']
    if gu+gp>0: d['validity:decoherence']=gam/(Ne*max(G,abs(chi)))
    if delta: d['validity:resonant-drive']=abs(delta)/(Ne*Uc/2)
    if loss: d['validity:few-losses']=loss/gs
    # next orders
    Kc=complex(kappa/2,-D); e=Ne*ge*ge/Kc**2
    lam_=(Ne*ge*ge/Kc)*2/(1+(1-4*e)**.5); base=Ne*ge*ge/Kc
    q=kappa*kappa/4
    d['first_order:Gamma']=1+r['eps']*(q-3*D*D)/(D*D+q); d['all_orders:Gamma']=lam_.real/base.real
    if D: d['first_order:chi']=1+r['eps']*(3*q-D*D)/(D*D+q); d['all_orders:chi']=lam_.imag/base.imag
    if extra: d.update(extra)
    put(lab,settings,d); return d
H=2*pi
S='sr87-clock-cavity'
W1=dict(N=1e4,g=H*4,kappa=H*150e3,D=H*150e3,sp='Sr-87',gs=.1,drive=('ratio',.9477))
d=cavity(S,[],**W1); assert abs(d['Gamma']/5.361651e-4-1)<1e-6
cavity(S,['drive.ratio=0.9'],**{**W1,'drive':('ratio',.9)})
cavity(S,['cavity.detuning=0 Hz'],**{**W1,'D':0})
cavity(S,['cavity.detuning=-150 kHz'],**{**W1,'D':-H*150e3})
cavity(S,['cavity.vacuum_rabi=8 Hz'],**W1)
cavity(S,['cavity.coupling_is=peak'],**{**W1,'kind':'peak'})
cavity(S,['cavity.coupling_is=rms'],**{**W1,'kind':'rms'})
cavity(S,['cavity.coupling_is=fourth-moment'],**{**W1,'kind':'fourth-moment'})
cavity(S,['cavity.coupling_is=peak','cavity.waist=83 um','atoms.cloud_radius=23 um'],**{**W1,'kind':'peak','sr':23,'w':83})
cavity(S,['cavity.waist=83 um','atoms.cloud_radius=23 um'],**{**W1,'sr':23,'w':83})
cavity(S,['drive.photons=0.0137'],**{**W1,'drive':('photons',.0137)})
cavity(S,['drive.rabi=0.37 Hz'],**{**W1,'drive':('rabi',H*.37)})
cavity(S,['drive.power=8.3 fW'],**{**W1,'drive':('power',8.3e-15)})
cavity(S,['drive.power=8.3 fW','drive.mode_matching=0.7','cavity.input_share=0.31'],**{**W1,'drive':('power',8.3e-15),'mm':.7,'k1':.31*H*150e3})
cavity(S,['drive.power=8.3 fW','cavity.length=4.7 cm','cavity.input_transmission=1.1e-4'],**{**W1,'drive':('power',8.3e-15),'k1':1.1e-4*c/(2*.047)},extra={'finesse':pi*c/(.047*H*150e3)})
cavity(S,['cavity.finesse=2.3e4','cavity.length=4.7 cm'],**{**W1,'kappa':pi*c/(.047*2.3e4)},extra={'finesse':2.3e4})
cavity(S,['decoherence.dephasing_rate=0.03 1/s','decoherence.pumping_rate=0.017 1/s','drive.detuning=0.11 Hz','decoherence.collective_dephasing_rate=0.0023 1/s','decoherence.loss_rate=0.0041 1/s'],
  **{**W1,'gp':.03,'gu':.017,'delta':H*.11,'Gphi':.0023,'loss':.0041})
cavity(S,['decoherence.relaxation_rate=0.2 1/s','atoms.wavelength=700 nm'],**{**W1,'gs':.2,'lam':700e-9})
cavity('sr87-effective-cavity',[],**{**W1,'kind':'peak','drive':('ratio',.9)})
def geo(w,L,lam,gam,strength): return sqrt(3*c*lam*lam*gam*strength/(8*pi*pi*w*w*L/4))
low,els,ret=bb(300)
def geometry(settings,depth=150,T=300,nat=None,lam=None,sr=10,extra_rate=0,F=2.4e4,strength=9/11):
    l0,n0=SP['Sr-87']; lam=lam or l0; nat_=nat or n0
    lo,el,re=bb(T)
    gs=nat_+556e-6*depth+lo+extra_rate
    kappa=pi*c/(.0408*F)
    cavity('sr87-geometry-cavity',settings,N=1e4,g=geo(74e-6,.0408,lam,nat_,strength),kappa=kappa,D=H*150e3,sp='Sr-87',lam=lam,nat=nat_,gs=gs,gp=re,kind='peak',sr=sr,w=74,drive=('ratio',.9),loss=el,
      extra={'finesse':F,'natural_linewidth':nat_,'process:natural':nat_,'process:lattice':556e-6*depth,'process:black_body':lo,'process:black_body_dephasing':re,'process:black_body_loss':el})
geometry([])
geometry(['atoms.natural_linewidth=1.35 mHz','decoherence.lattice_depth=164.6'],depth=164.6,nat=H*1.35e-3)
geometry(['atoms.wavelength=689.4489 nm','decoherence.temperature=77 K','decoherence.extra_relaxation_rate=0.0031 1/s'],lam=689.4489e-9,T=77,extra_rate=.0031)
cavity('sr88-intercombination-cavity',[],N=1e6,g=H*10900,kappa=H*153e3,D=H*50e6,sp='Sr-88',gs=H*7500,drive=('ratio',.9))
cavity('yb171-intercombination-cavity',[],N=1000,g=H*209.5e3,kappa=H*530e3,D=H*40e6,sp='Yb-171',gs=H*184e3,drive=('ratio',.9))
cavity('rb87-d2-cavity',[],N=5e4,g=H*.5575e6,kappa=H*1.01e6,D=H*3e9,sp='Rb-87',gs=H*6.065e6,kind='peak',drive=('ratio',.9))
cavity('cs133-lossy-cavity',[],N=1.33e5,g=H*.12e6,kappa=H*1.6e6,D=0,sp='Cs-133',gs=H*5.234e6,drive=('ratio',.9))
cavity('ca40-two-ions-cavity',[],N=2,g=H*1.43e6,kappa=H*.1e6,D=0,gs=H*23e6,drive=('ratio',.9))
# ---- penning ----
m25,m24,m9=24.985288*u,23.984493*u,9.011634*u
f1,f3=1069.339957e12,1072.084547e12; Ge=H*41.8e6; wf=H*(f3-f1)
POL={'pi-perpendicular':(1,3,3,4),'pi-sigma+':(sqrt(2),2,4,4),'pi-sigma-':(sqrt(2),4,2,4)}
def penning(lab,settings,Ns=124,Nt=93,fax=1.57e6,mref=m9,lam_eff=.9e-6,angle=None,OR=H*8e3,I=None,D1=-H*650e9,pol='pi-perpendicular',Dc=0,W=None,
   s=.1,DL=None,theta=0,alpha=.4,fg=1,fk=1,kappa=None,nbar=None,heat=0,ratio=.9,gs0=0,gp0=0,split=125e9*H,gap=None,delta=0):
    M=Ns*m25+Nt*m24; kax=mref*(H*fax)**2; om=sqrt((Ns+Nt)*kax/M); p=Nt*m24/M
    z0=sqrt(hbar/(2*M*om)); dk=H/lam_eff if angle is None else 2*(H*f1+D1)/c*sin(angle/2)
    eta=dk*z0; eta1=dk*sqrt(hbar/(2*m25*om))
    k=H*f3/c
    R=lambda x,s=s: Ge/2*s/(1+s+4*x*x/Ge**2)
    DL=-Ge/2 if DL is None else DL
    Am=hbar*k*k/(2*m24*om)*(cos(theta)**2*R(DL+om)+alpha*R(DL)); Ap=hbar*k*k/(2*m24*om)*(cos(theta)**2*R(DL-om)+alpha*R(DL))
    given_k=kappa is not None
    if kappa is None: kappa=fk*p*(Am-Ap)
    dop=(fk*p*Ap+heat)/(fk*p*(Am-Ap)) if not given_k else None
    if nbar is None: nbar=dop
    if W is None: W=eta1**2*(2*nbar+1)/2
    geom,dn,up,el=POL[pol]
    av=wf/(3*D1*(D1-wf))
    mu2_over=3*pi*c*c*Ge/(2*hbar*(H*f3)**3)     # g_b^2 = this * I
    if I is not None: OR=2*mu2_over*I*abs(av)*geom
    x=Ge*abs(av)*OR/2/geom
    g=fg*eta*OR/2*exp(-W)
    K2=Dc*Dc+kappa*kappa/4; G=g*g*kappa/K2; chi=g*g*Dc/K2
    Uc=sqrt(G*G+4*chi*chi); Om=ratio*Ns*Uc/2
    gs,gu,gp=dn*x+gs0,up*x,el*x+gp0; gam=gs+gu+gp
    d=dict(N=Ns,chi=chi,Gamma=G*(nbar+1),Gamma_up=G*nbar,Omega=Om,gamma_s=gs,gamma_up=gu,gamma_phi=gp,delta=delta+2*chi*nbar,Upsilon_c=Uc,
       chi_over_Gamma=chi/G,gamma_s_over_Gamma=gs/G,collective_time=1/(Ns*G),
       crystal_mass=M/u,mode_frequency=om,zero_point=z0,eta=eta,eta_1=eta1,debye_waller=exp(-W),coolant_part=p,raman_rabi=OR,
       raman_intensity=OR/(2*mu2_over*abs(av)*geom),g=g,kappa=kappa,detuning=Dc,nbar=nbar,largest_occupation=(1/sqrt(1-ratio**2)-1)/2,
       collective_emission=Ns*G,one_spin_rate=gam,collective_cooperativity=Ns*G/gam,epsilon=Ns*g*g/K2,thermal_shift=2*chi*nbar)
    if dop is not None: d['doppler_occupation']=dop
    d['validity:decoherence']=gam/(Ns*max(G,abs(chi))); d['validity:cold-mode']=(2*nbar+1)*sqrt(1-ratio**2)
    d['validity:thermal-emission']=G*(2*nbar+1)/kappa
    if not nbar: del d['validity:cold-mode']; del d['validity:thermal-emission']
    d['validity:lamb-dicke']=eta1*sqrt(2*nbar+1); d['validity:carrier']=OR/om
    d['validity:far-detuned']=max(Ge,split)/min(abs(D1),abs(D1-wf))
    if gap: d['validity:mode-gap']=max(kappa,g*sqrt(Ns))/gap
    put(lab,settings,d); return d
P='mg25-penning'
d=penning(P,['raman.debye_waller=0'],W=0); assert abs(d['kappa']/25375.38286-1)<1e-6 and abs(d['collective_emission']/124/4.839223894-1)<1e-6
penning(P,[],W=0)
penning(P,['raman.polarisation=pi-sigma+'],W=0,pol='pi-sigma+')
penning(P,['raman.polarisation=pi-sigma-','raman.detuning=1300 GHz'],W=0,pol='pi-sigma-',D1=H*1300e9)
penning(P,['raman.crossing_angle=18 deg'],W=0,angle=radians(18))
penning(P,['raman.intensity=11 W/cm2','raman.polarisation=pi-sigma+','raman.detuning=-1234 GHz','raman.mode_detuning=-1.3 kHz','cooling.angle=25 deg','cooling.saturation=0.37','cooling.emission=0.333','cooling.heating_rate=230 1/s','trap.coupling_factor=0.83','trap.damping_factor=1.41'],
  W=0,I=11e4,pol='pi-sigma+',D1=-H*1234e9,Dc=-H*1300,theta=radians(25),s=.37,alpha=.333,heat=230,fg=.83,fk=1.41)
penning(P,['cooling.detuning=-31 MHz','cooling.occupation=0.37','atoms.number=60','coolant.number=157','trap.axial_frequency=0.9 MHz','trap.axial_of=Mg-24','trap.mode_gap=17 kHz','raman.mode_detuning=2.1 kHz','drive.detuning=37 Hz','decoherence.relaxation_rate=0.3 1/s','decoherence.dephasing_rate=0.7 1/s'],
  W=0,DL=-H*31e6,nbar=.37,Ns=60,Nt=157,fax=.9e6,mref=m24,gap=H*17e3,Dc=H*2100,delta=H*37,gs0=.3,gp0=.7)
penning('mg25-penning-cold',[],fg=.8037,kappa=H*5989.67,nbar=.28,ratio=.95,gap=H*21.1e3)
penning('mg25-penning-cold',['cooling.occupation=15.66336899'],fg=.8037,kappa=H*5989.67,nbar=15.66336899,ratio=.95,gap=H*21.1e3)
# ---- circuit ----
def circuit(settings,N=2,g=H*3.5e6,kappa=H*43e6,D=0,T1=3.979e-6,T2=None,pe=0,nbar=0,ratio=.9):
    K2=D*D+kappa*kappa/4; G=g*g*kappa/K2; chi=g*g*D/K2; Uc=hypot(G,2*chi)
    gs,gu=(1-pe)/T1,pe/T1; gp=(2/T2-1/T1) if T2 else 0
    put('transmons-circuit',settings,dict(N=N,chi=chi,Gamma=G*(nbar+1),Gamma_up=G*nbar,Omega=ratio*N*Uc/2,gamma_s=gs,gamma_up=gu,gamma_phi=gp,Upsilon_c=Uc,kappa=kappa,g=g,epsilon=N*g*g/K2))
circuit([])
circuit(['resonator.quality=157','resonator.frequency=6.9 GHz','resonator.temperature=0.11 K','resonator.detuning=13 MHz','decoherence.coherence_time=5.3 us','decoherence.excited_population=0.07'],
  kappa=H*6.9e9/157,nbar=1/expm1(h*6.9e9/(kB*.11)),D=H*13e6,T2=5.3e-6,pe=.07)
print("""# Labs in platforms/, some with settings on top, and what follows from them: by the formulas of
# doc/physics.md and of the platforms' heads, put into another program (double precision).
# Columns: lab;settings, separated by |;quantity;value in SI units, rates in rad/s.
# A quantity is a key of the JSON document's rates, derived or elimination; process:NAME,
# validity:NAME, first_order:Gamma and so on name the others.""")
for l,s,k,v in out:
    print(f"{l};{s};{k};{v:.12g}")
