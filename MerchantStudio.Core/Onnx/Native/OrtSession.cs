using System.Runtime.InteropServices;

namespace MerchantStudio.Core.Onnx.Native;

/// <summary>A loaded graph, ready to run on the providers that its options named. Owns its threads and its device memory.</summary>
internal sealed unsafe class OrtSession : OrtHandle
{
    public OrtSession(OrtEnvironment environment, ReadOnlySpan<byte> model, OrtSessionOptions options)
        : base(environment.Api, releaseSlot: 95)
    {
        fixed (byte* bytes = model)
        {
            Made(Api.CreateSessionFromArray(environment.Pointer, bytes, (nuint)model.Length, options.Pointer, out handle));
        }
    }

    public string[] InputNames
    {
        get
        {
            Api.SessionGetInputCount(Pointer, out var count).ThrowIfFailed();
            var names = new string[count];
            for (nuint i = 0; i < count; i++)
            {
                Api.SessionGetInputName(Pointer, i, OrtDefaultAllocator.Of(Api), out var name).ThrowIfFailed();
                names[i] = OrtDefaultAllocator.TakeText(Api, name);
            }

            return names;
        }
    }

    public string[] OutputNames
    {
        get
        {
            Api.SessionGetOutputCount(Pointer, out var count).ThrowIfFailed();
            var names = new string[count];
            for (nuint i = 0; i < count; i++)
            {
                Api.SessionGetOutputName(Pointer, i, OrtDefaultAllocator.Of(Api), out var name).ThrowIfFailed();
                names[i] = OrtDefaultAllocator.TakeText(Api, name);
            }

            return names;
        }
    }

    public void Run(OrtRunOptions options, OrtBinding binding) =>
        Api.RunWithBinding(Pointer, options.Pointer, binding.Pointer).ThrowIfFailed();

    /// <summary>Stops the profiler; the file it wrote is the caller's to read and delete.</summary>
    public string EndProfiling()
    {
        Api.SessionEndProfiling(Pointer, OrtDefaultAllocator.Of(Api), out var fileName).ThrowIfFailed();
        return OrtDefaultAllocator.TakeText(Api, fileName);
    }
}

/// <summary>What a run obeys; one object may serve many runs.</summary>
internal sealed class OrtRunOptions : OrtHandle
{
    public OrtRunOptions(OrtApi api)
        : base(api, releaseSlot: 97) =>
        Made(api.CreateRunOptions(out handle));

    /// <summary>Stops the runs that use these options at their next node; they fail with a message that says so.</summary>
    public void Terminate() => Api.RunOptionsSetTerminate(Pointer).ThrowIfFailed();
}

/// <summary>How a session is made. Copied by the session, so it can be closed as soon as the session exists.</summary>
internal sealed unsafe class OrtSessionOptions : OrtHandle
{
    public OrtSessionOptions(OrtApi api)
        : base(api, releaseSlot: 100) =>
        Made(api.CreateSessionOptions(out handle));

    public void Threads(int count)
    {
        Api.SetIntraOpNumThreads(Pointer, count).ThrowIfFailed();
        Api.SetInterOpNumThreads(Pointer, 1).ThrowIfFailed();
    }

    /// <summary>0 none, 1 basic, 2 extended, 99 all.</summary>
    public void OptimizationLevel(int level) => Api.SetSessionGraphOptimizationLevel(Pointer, level).ThrowIfFailed();

    public void DisableMemoryPattern() => Api.DisableMemPattern(Pointer).ThrowIfFailed();

    /// <summary>Names the session in the log, and lets messages from <paramref name="severity"/> (0 verbose … 4 fatal) through.</summary>
    public void Log(string id, int severity)
    {
        using var text = new NativeText(id);
        Api.SetSessionLogId(Pointer, text.Pointer).ThrowIfFailed();
        Api.SetSessionLogSeverityLevel(Pointer, severity).ThrowIfFailed();
    }

    public void Configure(string key, string value)
    {
        using var keyText = new NativeText(key);
        using var valueText = new NativeText(value);
        Api.AddSessionConfigEntry(Pointer, keyText.Pointer, valueText.Pointer).ThrowIfFailed();
    }

    public void Profile(string filePrefix)
    {
        // Paths are wide characters on Windows and UTF-8 elsewhere.
        var path = OperatingSystem.IsWindows() ? Marshal.StringToCoTaskMemUni(filePrefix) : Marshal.StringToCoTaskMemUTF8(filePrefix);
        try
        {
            Api.EnableProfiling(Pointer, path).ThrowIfFailed();
        }
        finally
        {
            Marshal.FreeCoTaskMem(path);
        }
    }

    public void AppendProvider(string name)
    {
        using var text = new NativeText(name);
        Api.SessionOptionsAppendExecutionProvider(Pointer, text.Pointer, keys: null, values: null, count: 0).ThrowIfFailed();
    }

    public void AppendCuda()
    {
        using var cuda = new OrtCudaOptions(Api);
        Api.SessionOptionsAppendExecutionProviderCuda(Pointer, cuda.Pointer).ThrowIfFailed();
    }
}

/// <summary>The CUDA provider's settings, all at their defaults.</summary>
internal sealed class OrtCudaOptions : OrtHandle
{
    public OrtCudaOptions(OrtApi api)
        : base(api, releaseSlot: 208) =>
        Made(api.CreateCudaProviderOptions(out handle));
}
