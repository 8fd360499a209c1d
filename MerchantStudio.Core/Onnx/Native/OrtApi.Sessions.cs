namespace MerchantStudio.Core.Onnx.Native;

/// <content>Options and sessions.</content>
internal sealed unsafe partial class OrtApi
{
    public OrtStatus CreateSessionOptions(out nint options) => Create(10, out options);

    public OrtStatus EnableProfiling(nint options, nint filePrefix) =>
        new(this, ((delegate* unmanaged[Cdecl]<nint, nint, nint>)_table[14])(options, filePrefix));

    public OrtStatus DisableMemPattern(nint options) => Act(17, options);

    public OrtStatus SetSessionLogId(nint options, byte* id) =>
        new(this, ((delegate* unmanaged[Cdecl]<nint, byte*, nint>)_table[20])(options, id));

    public OrtStatus SetSessionLogSeverityLevel(nint options, int level) => Set(22, options, level);

    public OrtStatus SetSessionGraphOptimizationLevel(nint options, int level) => Set(23, options, level);

    public OrtStatus SetIntraOpNumThreads(nint options, int threads) => Set(24, options, threads);

    public OrtStatus SetInterOpNumThreads(nint options, int threads) => Set(25, options, threads);

    public OrtStatus AddSessionConfigEntry(nint options, byte* key, byte* value) =>
        new(this, ((delegate* unmanaged[Cdecl]<nint, byte*, byte*, nint>)_table[130])(options, key, value));

    /// <summary>Appends a provider that is built into the library, by its short name.</summary>
    public OrtStatus SessionOptionsAppendExecutionProvider(nint options, byte* name, byte** keys, byte** values, nuint count) =>
        new(this, ((delegate* unmanaged[Cdecl]<nint, byte*, byte**, byte**, nuint, nint>)_table[216])(options, name, keys, values, count));

    public OrtStatus CreateCudaProviderOptions(out nint options) => Create(205, out options);

    /// <summary>Loads the CUDA provider library that lies beside the runtime and appends it.</summary>
    public OrtStatus SessionOptionsAppendExecutionProviderCuda(nint options, nint cudaOptions) =>
        new(this, ((delegate* unmanaged[Cdecl]<nint, nint, nint>)_table[204])(options, cudaOptions));

    /// <summary>The model bytes are parsed during the call and not kept.</summary>
    public OrtStatus CreateSessionFromArray(nint env, byte* model, nuint length, nint options, out nint session)
    {
        fixed (nint* result = &session)
        {
            return new(this, ((delegate* unmanaged[Cdecl]<nint, byte*, nuint, nint, nint*, nint>)_table[8])(env, model, length, options, result));
        }
    }

    public OrtStatus SessionGetInputCount(nint session, out nuint count) => Count(30, session, out count);

    public OrtStatus SessionGetOutputCount(nint session, out nuint count) => Count(31, session, out count);

    /// <param name="name">Allocated by <paramref name="allocator"/>, which must also free it.</param>
    public OrtStatus SessionGetInputName(nint session, nuint index, nint allocator, out nint name) => Name(36, session, index, allocator, out name);

    /// <param name="name">Allocated by <paramref name="allocator"/>, which must also free it.</param>
    public OrtStatus SessionGetOutputName(nint session, nuint index, nint allocator, out nint name) => Name(37, session, index, allocator, out name);

    /// <param name="fileName">Allocated by <paramref name="allocator"/>, which must also free it.</param>
    public OrtStatus SessionEndProfiling(nint session, nint allocator, out nint fileName)
    {
        fixed (nint* result = &fileName)
        {
            return new(this, ((delegate* unmanaged[Cdecl]<nint, nint, nint*, nint>)_table[110])(session, allocator, result));
        }
    }

    public OrtStatus CreateRunOptions(out nint options) => Create(39, out options);

    /// <summary>Asks every run that was given these options to stop at its next node.</summary>
    public OrtStatus RunOptionsSetTerminate(nint options) => Act(46, options);

    private OrtStatus Count(int slot, nint session, out nuint count)
    {
        fixed (nuint* result = &count)
        {
            return new(this, ((delegate* unmanaged[Cdecl]<nint, nuint*, nint>)_table[slot])(session, result));
        }
    }

    private OrtStatus Name(int slot, nint session, nuint index, nint allocator, out nint name)
    {
        fixed (nint* result = &name)
        {
            return new(this, ((delegate* unmanaged[Cdecl]<nint, nuint, nint, nint*, nint>)_table[slot])(session, index, allocator, result));
        }
    }
}
