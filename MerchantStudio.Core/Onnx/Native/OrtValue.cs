using System.Runtime.InteropServices;

namespace MerchantStudio.Core.Onnx.Native;

/// <summary>
/// A tensor. Its memory is either the allocator's that made it (on any device) or a block of our own (always on the CPU),
/// which lives exactly as long as the tensor.
/// </summary>
internal sealed unsafe class OrtValue : OrtHandle
{
    private void* _block;

    private OrtValue(OrtApi api, nint owned = 0)
        : base(api, releaseSlot: 96) => handle = owned;

    /// <summary>Takes over a tensor that a native call handed out.</summary>
    public static OrtValue Own(OrtApi api, nint value) => new(api, value);

    /// <summary>A tensor in the allocator's memory, not initialised.</summary>
    public static OrtValue Allocate(OrtApi api, OrtAllocator allocator, int elementType, ReadOnlySpan<long> shape)
    {
        var value = new OrtValue(api);
        fixed (long* dimensions = shape)
        {
            value.Made(api.CreateTensorAsOrtValue(allocator.Pointer, dimensions, (nuint)shape.Length, elementType, out value.handle));
        }

        return value;
    }

    /// <summary>A tensor on the CPU in a block of our own, aligned for vectors, all zero.</summary>
    public static OrtValue Host(OrtApi api, OrtMemoryInfo cpu, int elementType, int elementBytes, ReadOnlySpan<long> shape)
    {
        var bytes = (nuint)elementBytes;
        foreach (var dimension in shape)
        {
            bytes = checked(bytes * (nuint)dimension);
        }

        var block = NativeMemory.AlignedAlloc(Math.Max(bytes, 1), 64);
        var value = new OrtValue(api) { _block = block };
        NativeMemory.Clear(value._block, bytes);
        fixed (long* dimensions = shape)
        {
            value.Made(api.CreateTensorWithDataAsOrtValue(cpu.Pointer, value._block, bytes, dimensions, (nuint)shape.Length, elementType, out value.handle));
        }

        return value;
    }

    /// <summary>The tensor's elements; only for tensors on the CPU. Valid while the tensor lives.</summary>
    public Span<T> Data<T>()
        where T : unmanaged
    {
        Api.GetTensorMutableData(Pointer, out var data).ThrowIfFailed();
        return new Span<T>((void*)data, checked((int)ElementCount));
    }

    public long ElementCount
    {
        get
        {
            using var info = new OrtTensorInfo(Api, this);
            return info.ElementCount;
        }
    }

    public long[] Shape
    {
        get
        {
            using var info = new OrtTensorInfo(Api, this);
            return info.Shape;
        }
    }

    public int ElementType
    {
        get
        {
            using var info = new OrtTensorInfo(Api, this);
            return info.ElementType;
        }
    }

    /// <summary>The runtime's name of the memory that the tensor lies in.</summary>
    public string MemoryName
    {
        get
        {
            Api.GetTensorMemoryInfo(Pointer, out var info).ThrowIfFailed();
            Api.MemoryInfoGetName(info, out var name).ThrowIfFailed();
            return Marshal.PtrToStringUTF8(name) ?? string.Empty;
        }
    }

    // A tensor that could not be made has no handle, and its block is not released with one.
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (IsInvalid)
        {
            FreeBlock();
        }
    }

    protected override bool ReleaseHandle()
    {
        // The tensor first: it still refers to the block.
        var released = base.ReleaseHandle();
        FreeBlock();
        return released;
    }

    private void FreeBlock()
    {
        NativeMemory.AlignedFree(_block);
        _block = null;
    }
}

/// <summary>Element type and shape of a tensor, read once.</summary>
internal sealed unsafe class OrtTensorInfo : OrtHandle
{
    public OrtTensorInfo(OrtApi api, OrtValue value)
        : base(api, releaseSlot: 99) =>
        Made(api.GetTensorTypeAndShape(value.Pointer, out handle));

    public int ElementType
    {
        get
        {
            Api.GetTensorElementType(Pointer, out var type).ThrowIfFailed();
            return type;
        }
    }

    public long ElementCount
    {
        get
        {
            Api.GetTensorShapeElementCount(Pointer, out var count).ThrowIfFailed();
            return (long)count;
        }
    }

    public long[] Shape
    {
        get
        {
            Api.GetDimensionsCount(Pointer, out var rank).ThrowIfFailed();
            var shape = new long[rank];
            fixed (long* dimensions = shape)
            {
                Api.GetDimensions(Pointer, dimensions, rank).ThrowIfFailed();
            }

            return shape;
        }
    }
}
