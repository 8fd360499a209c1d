#!/bin/bash
# Tries the training engine on this machine and prints one JSON object: does each device agree with the processor, and how
# many steps a second does it take, for three sizes of model; and PyTorch on the same work where it is installed.
#   ./run.sh [SECONDS_PER_DEVICE_AND_SIZE] [SIZES]
here=$(cd "$(dirname "$0")" && pwd)
seconds=${1:-15}
sizes=${2:-small,medium,large}
export DOTNET_ROOT=$here/dotnet DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 LD_LIBRARY_PATH=$here/lib:${LD_LIBRARY_PATH:-}
# NVIDIA's driver may lie where the loader does not look.
nvidia=/usr/local/nvidia/share/vulkan/icd.d/nvidia_icd.json
if [ -z "${VK_DRIVER_FILES:-}" ] && [ -f "$nvidia" ] && [ ! -e /usr/share/vulkan/icd.d ] && [ ! -e /etc/vulkan/icd.d ]; then
  export VK_DRIVER_FILES=$nvidia
fi

# One size after another: what is too large for this machine's time does not take the others' figures with it.
engine=
for size in ${sizes//,/ }; do
  rows=$(timeout 120 "$DOTNET_ROOT/dotnet" "$here/app/MerchantStudio.dll" engine --sizes "$size" --seconds "$seconds" --json) ||
    { echo "$size: not finished in 120 seconds" >&2; continue; }
  engine="$engine${engine:+,}$rows"
done
torch=
if python3 -c 'import torch' 2>/dev/null; then
  for device in cpu cuda; do
    python3 -c "import sys, torch; sys.exit('$device' == 'cuda' and not torch.cuda.is_available())" || continue
    for shape in "small 128 50 64 2 1 3416" "medium 256 100 128 2 2 20000" "large 256 200 256 4 4 50000"; do
      set -- $shape
      case ",$sizes," in *",$1,"*) ;; *) continue ;; esac
      [ "$device $1" = "cpu large" ] && continue # Minutes a step; nobody trains that there.
      row=$(timeout 40 python3 "$here/sasrec_step.py" --device "$device" --once 30 --sizes $2 $3 $4 $5 $6 $7) || continue
      torch="$torch${torch:+,}{\"size\":\"$1\",\"result\":$row}"
    done
  done
fi

device=$(nvidia-smi --query-gpu=name --format=csv,noheader 2>/dev/null | head -1)
echo "{\"gpu\":\"${device:-none}\",\"processors\":$(nproc),\"engine\":[$engine],\"torch\":[$torch]}"
