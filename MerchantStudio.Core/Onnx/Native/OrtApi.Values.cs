namespace MerchantStudio.Core.Onnx.Native;

/// <content>Memory, tensors and the binding of tensors to a session's inputs and outputs.</content>
internal sealed unsafe partial class OrtApi
{
    public OrtStatus CreateMemoryInfo(byte* name, int allocatorType, int deviceId, int memoryType, out nint info)
    {
        fixed (nint* result = &info)
        {
            return new(this, ((delegate* unmanaged[Cdecl]<byte*, int, int, int, nint*, nint>)_table[68])(name, allocatorType, deviceId, memoryType, result));
        }
    }

    /// <param name="name">Belongs to <paramref name="info"/>.</param>
    public OrtStatus MemoryInfoGetName(nint info, out nint name) => Read(71, info, out name);

    public OrtStatus AllocatorFree(nint allocator, nint pointer) =>
        new(this, ((delegate* unmanaged[Cdecl]<nint, nint, nint>)_table[76])(allocator, pointer));

    /// <param name="allocator">Belongs to the library and is never freed.</param>
    public OrtStatus GetAllocatorWithDefaultOptions(out nint allocator) => Create(78, out allocator);

    /// <param name="allocator">A session's allocator for the memory described by <paramref name="info"/>; must not outlive the session.</param>
    public OrtStatus CreateAllocator(nint session, nint info, out nint allocator)
    {
        fixed (nint* result = &allocator)
        {
            return new(this, ((delegate* unmanaged[Cdecl]<nint, nint, nint*, nint>)_table[131])(session, info, result));
        }
    }

    /// <summary>A tensor in memory that the allocator owns; the tensor must not outlive the allocator.</summary>
    public OrtStatus CreateTensorAsOrtValue(nint allocator, long* shape, nuint rank, int elementType, out nint value)
    {
        fixed (nint* result = &value)
        {
            return new(this, ((delegate* unmanaged[Cdecl]<nint, long*, nuint, int, nint*, nint>)_table[48])(allocator, shape, rank, elementType, result));
        }
    }

    /// <summary>A tensor over the caller's memory, which must stay where it is for as long as the tensor lives.</summary>
    public OrtStatus CreateTensorWithDataAsOrtValue(nint info, void* data, nuint bytes, long* shape, nuint rank, int elementType, out nint value)
    {
        fixed (nint* result = &value)
        {
            return new(this, ((delegate* unmanaged[Cdecl]<nint, void*, nuint, long*, nuint, int, nint*, nint>)_table[49])(
                info, data, bytes, shape, rank, elementType, result));
        }
    }

    /// <param name="data">Points into the tensor and lives as long as it; a device address where the tensor is on a device.</param>
    public OrtStatus GetTensorMutableData(nint value, out nint data) => Read(51, value, out data);

    public OrtStatus GetTensorTypeAndShape(nint value, out nint info) => Read(65, value, out info);

    public OrtStatus GetTensorElementType(nint info, out int type)
    {
        fixed (int* result = &type)
        {
            return new(this, ((delegate* unmanaged[Cdecl]<nint, int*, nint>)_table[60])(info, result));
        }
    }

    public OrtStatus GetDimensionsCount(nint info, out nuint count) => Count(61, info, out count);

    public OrtStatus GetDimensions(nint info, long* dimensions, nuint count) =>
        new(this, ((delegate* unmanaged[Cdecl]<nint, long*, nuint, nint>)_table[62])(info, dimensions, count));

    public OrtStatus GetTensorShapeElementCount(nint info, out nuint count) => Count(64, info, out count);

    /// <param name="info">Belongs to the tensor.</param>
    public OrtStatus GetTensorMemoryInfo(nint value, out nint info) => Read(194, value, out info);

    public OrtStatus CreateIoBinding(nint session, out nint binding) => Read(134, session, out binding);

    /// <summary>Copies the tensor to the session's device at once where it lies elsewhere, so a tensor that changes is bound again.</summary>
    public OrtStatus BindInput(nint binding, byte* name, nint value) => Bind(136, binding, name, value);

    /// <summary>Results are written into the given tensor.</summary>
    public OrtStatus BindOutput(nint binding, byte* name, nint value) => Bind(137, binding, name, value);

    /// <summary>Results are allocated by the run, in the memory described by <paramref name="info"/>.</summary>
    public OrtStatus BindOutputToDevice(nint binding, byte* name, nint info) => Bind(138, binding, name, info);

    /// <param name="values">Array allocated by <paramref name="allocator"/>; the array and each tensor in it belong to the caller.</param>
    public OrtStatus GetBoundOutputValues(nint binding, nint allocator, out nint* values, out nuint count)
    {
        fixed (nint** valuesResult = &values)
        fixed (nuint* countResult = &count)
        {
            return new(this, ((delegate* unmanaged[Cdecl]<nint, nint, nint**, nuint*, nint>)_table[140])(binding, allocator, valuesResult, countResult));
        }
    }

    public void ClearBoundInputs(nint binding) => Release(141, binding);

    public void ClearBoundOutputs(nint binding) => Release(142, binding);

    public OrtStatus SynchronizeBoundOutputs(nint binding) => Act(203, binding);

    public OrtStatus RunWithBinding(nint session, nint runOptions, nint binding) =>
        new(this, ((delegate* unmanaged[Cdecl]<nint, nint, nint, nint>)_table[133])(session, runOptions, binding));

    private OrtStatus Bind(int slot, nint binding, byte* name, nint value) =>
        new(this, ((delegate* unmanaged[Cdecl]<nint, byte*, nint, nint>)_table[slot])(binding, name, value));

    private OrtStatus Read(int slot, nint source, out nint result)
    {
        fixed (nint* pointer = &result)
        {
            return new(this, ((delegate* unmanaged[Cdecl]<nint, nint*, nint>)_table[slot])(source, pointer));
        }
    }
}
