#!/bin/bash
# Tries the training engine on this machine and prints one JSON object: does each device agree with the processor, and how
# many steps a second does it take, for three sizes of model; and PyTorch on the same work where it is installed. What is
# not here is a line with the reason. Ten minutes at most.
#   ./run.sh [SECONDS_PER_DEVICE_AND_SIZE] [SIZES]
# CUDA needs an ONNX Runtime that was built with it (libonnxruntime.so* beside libonnxruntime_providers_cuda.so): in the folder
# cuda beside this script, in the one that ONNXRUNTIME_CUDA names, or as Python's onnxruntime-gpu. CUDA's own libraries and
# cuDNN are found where the loader finds them, below /usr/local/cuda, or among Python's nvidia packages.
here=$(cd "$(dirname "$0")" && pwd)
seconds=${1:-15}
sizes=${2:-small,medium,large}
python=$(command -v python3 || true)
export DOTNET_ROOT=$here/dotnet DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
export LD_LIBRARY_PATH=${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}/usr/local/cuda/lib64:$here/lib
# NVIDIA's driver may lie where the loader does not look.
nvidia=/usr/local/nvidia/share/vulkan/icd.d/nvidia_icd.json
if [ -z "${VK_DRIVER_FILES:-}${VK_ICD_FILENAMES:-}" ] && [ -f "$nvidia" ] && [ ! -e /usr/share/vulkan/icd.d ] && [ ! -e /etc/vulkan/icd.d ]; then
  export VK_DRIVER_FILES=$nvidia
fi

# The folder of Python's package $1 without importing it.
package() {
  [ -n "$python" ] && "$python" -c 'import importlib.util as u, sys; s = u.find_spec(sys.argv[1]); print(list(s.submodule_search_locations)[0]) if s else sys.exit(1)' "$1" 2>/dev/null
}
if libraries=$(package nvidia); then
  for folder in "$libraries"/*/lib; do LD_LIBRARY_PATH=$LD_LIBRARY_PATH:$folder; done
fi
cuda=
for folder in "${ONNXRUNTIME_CUDA:-}" "$here/cuda" "$(package onnxruntime)/capi"; do
  [ -z "$cuda" ] && [ -n "$folder" ] && [ -f "$folder/libonnxruntime_providers_cuda.so" ] && cuda=$folder
done

# Runs a command for at most $1 seconds, or what is left of the ten minutes.
within() {
  local most=$1 left=$((580 - SECONDS))
  shift
  timeout -k 5 $((left < most ? (left > 1 ? left : 1) : most)) "$@"
}

# One process for each size: a crash in one does not take the others' figures with it.
try() {
  within 130 "$DOTNET_ROOT/dotnet" "$here/app/MerchantStudio.dll" engine --seconds "$seconds" --json "$@" && return
  echo "$*: ended early" >&2
  return 1
}
engine=
for size in ${sizes//,/ }; do
  rows=$(try --sizes "$size" --limit 90 --providers "cpu,webgpu$([ -n "$cuda" ] || echo ,cuda)") && engine="$engine${engine:+,}$rows"
done
if [ -n "$cuda" ]; then
  echo "CUDA provider from $cuda" >&2
  for size in ${sizes//,/ }; do
    rows=$(try --sizes "$size" --limit 45 --providers cuda --library "$cuda") && engine="$engine${engine:+,}$rows"
  done
fi

torch=
missing=
if [ -z "$python" ]; then missing="python3 is not installed"
elif ! "$python" -c 'import torch' 2>/dev/null; then missing="python3 has no torch"
else
  for device in cpu cuda; do
    if [ $device = cuda ] && ! "$python" -c 'import sys, torch; sys.exit(not torch.cuda.is_available())'; then missing="torch finds no CUDA device"; continue; fi
    for shape in "small 128 50 64 2 1 3416" "medium 256 100 128 2 2 20000" "large 256 200 256 4 4 50000"; do
      set -- $shape
      case ",$sizes," in *",$1,"*) ;; *) continue ;; esac
      [ "$device $1" = "cpu large" ] && continue # Minutes a step; nobody trains that there.
      row=$(within 25 "$python" "$here/sasrec_step.py" --device "$device" --once 20 --sizes $2 $3 $4 $5 $6 $7) || { echo "torch, $1 on $device: ended early" >&2; continue; }
      torch="$torch${torch:+,}{\"size\":\"$1\",\"result\":$row}"
    done
  done
fi
[ -n "$missing" ] && echo "torch: not here ($missing)" >&2

device=$(nvidia-smi --query-gpu=name --format=csv,noheader 2>/dev/null | head -1)
echo "{\"gpu\":\"${device:-none}\",\"processors\":$(nproc),\"engine\":[$engine],\"torch\":[$torch],\"torchMissing\":\"$missing\"}"
