#!/bin/bash
# Packs all that a bare Linux machine with a GPU and no network needs to try the training engine: the program, the .NET
# runtime it runs on, the native ONNX Runtime and the Vulkan loader. One archive of at most 64 MiB.
#   build/gpu-pack.sh [OUT.tar.xz]        then, on that machine:  tar xf OUT.tar.xz && ./gpu-pack/run.sh
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(realpath -m "${1:-artifacts/gpu-pack.tar.xz}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pack=$work/gpu-pack
mkdir -p "$pack/dotnet/shared" "$pack/lib" "$(dirname "$out")"

dotnet publish MerchantStudio/MerchantStudio.csproj -c Release -nr:false -v q -p:UseAppHost=false -o "$pack/app" >&2
find "$pack/app" -name '*.pdb' -delete
# Static files of the pages and natives of other systems are of no use there.
rm -rf "$pack/app/wwwroot"
find "$pack/app/runtimes" -mindepth 1 -maxdepth 1 ! -name 'linux-x64' ! -name 'linux' ! -name 'unix' -exec rm -rf {} +

root=$(dirname "$(readlink -f "$(command -v dotnet)")")
version=$(dotnet --list-runtimes | awk '$1 == "Microsoft.NETCore.App" && $2 ~ /^10\./ {v = $2} END {print v}')
cp "$root/dotnet" "$pack/dotnet/"
cp -r "$root/host" "$pack/dotnet/"
for framework in Microsoft.NETCore.App Microsoft.AspNetCore.App; do
  mkdir -p "$pack/dotnet/shared/$framework"
  cp -r "$root/shared/$framework/$version" "$pack/dotnet/shared/$framework/"
done

vulkan=$(ldconfig -p | awk '/libvulkan\.so\.1 / && /x86-64/ {print $NF; exit}')
[ -n "$vulkan" ] || { echo "libvulkan.so.1 is not installed here (Debian: libvulkan1)" >&2; exit 1; }
cp -L "$vulkan" "$pack/lib/"
cp MerchantStudio.Tests/Benchmarks/Comparisons/Recommenders/sasrec_step.py build/gpu-pack/run.sh "$pack/"
chmod +x "$pack/run.sh"

tar -C "$work" -cJf "$out" gpu-pack
bytes=$(stat -c %s "$out")
echo "$out: $((bytes / 1024 / 1024)) MiB" >&2
[ "$bytes" -le $((64 * 1024 * 1024)) ] || { echo "more than 64 MiB" >&2; exit 1; }
