#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Ranks: the same bytes for any number of them, whatever happens to one of them.
. "${srcdir:-.}/tests/cli/lib.sh"
if ! grep -q '^#define HAVE_MPI 1' "${builddir:-.}/config.h"; then
    begin 'without MPI none of several does the work of all'
    OMPI_COMM_WORLD_SIZE=4 "$SQUINT" list platforms >out 2>err
    code=$?
    exits 2
    complains 'squint: started as one of 4, but built without MPI; configure --with-mpi, or start one (OMPI_COMM_WORLD_SIZE)'
    finish
fi
if ! command -v mpirun >/dev/null; then
    echo 'skip - mpi.sh: mpirun is not here'
    cli_finished=yes
    exit 77
fi
# A test starts more ranks than there are cores, and may run as root.
OMPI_MCA_rmaps_base_oversubscribe=1
OMPI_ALLOW_RUN_AS_ROOT=1
OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export OMPI_MCA_rmaps_base_oversubscribe OMPI_ALLOW_RUN_AS_ROOT OMPI_ALLOW_RUN_AS_ROOT_CONFIRM
cp "$srcdir/platforms/sr87-clock-cavity.yaml" lab.yaml

# ranks N ARGUMENT…: N of them, one thread each, leave what they write in ./out and ./err.
ranks() {
    n=$1
    shift
    mpirun -n "$n" "$SQUINT" "$@" --threads 1 >out 2>err </dev/null
    code=$?
}

begin 'a sweep has the same bytes for any number of ranks'
set -- sweep lab.yaml --vary drive.ratio=0.5..1.2:30 --vary atoms.number=1000..20000:4 --order 2
again "$@" --csv
exits 0
mv out one
for n in 2 4; do
    ranks $n "$@" --into file$n --csv
    exits 0
    check "rows of $n ranks" cmp -s one out
    check "file of $n ranks" cmp -s one file$n
    check 'no complaint' test "$(grep -c squint err)" = 0
done

begin 'inputs chosen at each point'
set -- sweep lab.yaml --vary atoms.number=5000,10000,15000 --optimize drive.ratio --order 2 --csv
again "$@"
mv out one
ranks 3 "$@"
exits 0
check 'rows' cmp -s one out

begin 'trajectories are the same for any number of ranks'
set -- predict lab.yaml --solver trajectories --trajectories 150 -s atoms.number=500 \
    -s time.until=1s --csv
again "$@" --save one.sqe
exits 0
mv out one
for n in 2 3; do
    ranks $n "$@" --save many.sqe
    exits 0
    check "curve of $n ranks" cmp -s one out
    check "ensemble of $n ranks" cmp -s one.sqe many.sqe
done

begin 'noise of each trajectory, an error that decides, and a file that goes on'
set -- predict lab.yaml --solver trajectories --error 0.3dB -s atoms.number=300 -s time.until=1s \
    --noise drive.rabi=1% --quiet
again "$@"
mv out one
ranks 2 "$@"
exits 0
check 'the curve' cmp -s one out
ranks 2 predict lab.yaml --solver trajectories --more 50 -s atoms.number=500 -s time.until=1s \
    --save one.sqe --quiet
exits 0
again predict lab.yaml --solver trajectories --trajectories 200 -s atoms.number=500 \
    -s time.until=1s --save at_once.sqe --quiet
check 'of parts' cmp -s one.sqe at_once.sqe

begin 'other commands are those of rank 0, and say everything once'
for command in rates predict; do
    again $command lab.yaml
    mv out one
    mpirun -n 2 "$SQUINT" $command lab.yaml >out 2>err
    check "$command" cmp -s one out
done

begin 'a fault is told once'
echo 'mistake: 1' | cat lab.yaml - >bad.yaml
ranks 3 predict bad.yaml
exits 2
check 'the fault' test "$(grep -c "unknown key 'mistake'" err)" = 1
ranks 3 sweep lab.yaml --vary drive.ratio=2..1:3
exits 2
check 'the option' test "$(grep -c 'reversed' err)" = 1

# Of one rank alone: it has another lab, or none, and all of it ends with that.
begin 'another lab on another machine'
sed 's/number: .*/number: 9999/' lab.yaml >other.yaml
set -- --vary drive.ratio=0.9..0.95:40 --order 2 --threads 1
mpirun -n 1 "$SQUINT" sweep lab.yaml "$@" : -n 1 "$SQUINT" sweep other.yaml "$@" >out 2>err
code=$?
exits 2
complains_part 'rank 1: the lab file is another than on rank 0'
mpirun -n 1 "$SQUINT" sweep lab.yaml "$@" : -n 1 "$SQUINT" sweep none.yaml "$@" >out 2>err
code=$?
exits 1
complains_part 'rank 1: cannot open none.yaml'

# wait_for COMMAND…: until it succeeds, for 20 s at most; mpirun takes its time to begin.
wait_for() {
    tries=0
    until "$@" || test $tries -ge 200; do
        tries=$((tries + 1))
        sleep 0.1
    done
}

# A rank leaves its number among processes in ./pid.RANK.
cat >rank <<'END'
#!/bin/sh
echo $$ >"pid.$OMPI_COMM_WORLD_RANK"
exec "$SQUINT" "$@"
END
chmod +x rank
has_rows() {
    test -f rows && test "$(wc -l <rows)" -gt "$1"
}

# mpirun hands SIGINT on as SIGTERM, and kills what has not ended by itself after a second,
# which is short on a busy machine; it does not wait for what is still printed.
begin 'a signal to mpirun ends it with what there is'
set -- predict lab.yaml --solver trajectories --trajectories 1000000 --points 30
mpirun --mca odls_base_sigkill_timeout 4 -n 2 ./rank "$@" --threads 1 -o answer >out 2>err &
pid=$!
wait_for test -s pid.0
sleep 2
kill -INT $pid
wait $pid
check 'the answer' grep -q 'best squeezing' answer

begin 'SIGTERM ends one rank as SIGINT does'
"$SQUINT" "$@" >out 2>err &
pid=$!
sleep 1
kill -TERM $pid
wait $pid
code=$?
exits 143
prints_part 'best squeezing'

# Whichever rank is killed, mpirun ends the others; rows are never lost.
begin 'killed at any moment, the same command goes on'
set -- sweep lab.yaml --vary drive.ratio=0.5..1.2:60 --vary atoms.number=1000..20000:30 --order 2
again "$@" --csv
mv out one
known=0
for kill in 1 2 3; do
    mpirun -n 3 ./rank "$@" --threads 1 --into rows >out 2>err &
    pid=$!
    wait_for has_rows $known
    sleep 0.$kill
    kill -9 "$(cat "pid.$((kill % 3))")" 2>/dev/null
    wait $pid
    now=$(wc -l <rows)
    check 'no row is lost' test "$now" -ge "$known"
    known=$now
done
ranks 3 "$@" --into rows --csv
exits 0
check 'the rows' cmp -s one out
check 'the file' cmp -s one rows

finish
