namespace MerchantStudio.Core.Onnx.Native;

/// <summary>
/// The runtime's function table. Each method is one slot: its number is the place in the C header's <c>OrtApi</c> structure,
/// which is only ever appended to, so the numbers hold for every later version of the library.
/// Ownership: a pointer written through an <c>out</c> parameter belongs to the caller and is freed by the Release function
/// of its kind (the handles in this folder do that), except where a comment says otherwise.
/// </summary>
internal sealed unsafe partial class OrtApi
{
    /// <summary>The lowest version whose table holds every slot that we call.</summary>
    public const uint RequestedVersion = 13;

    private readonly nint* _table;

    /// <param name="table">The structure that <c>GetApi</c> returned; the library owns it for the life of the process.</param>
    /// <param name="version">What <c>GetVersionString</c> returned, such as <c>1.30.0</c>.</param>
    public OrtApi(nint table, string version)
    {
        _table = (nint*)table;
        Version = version;
    }

    public string Version { get; }

    // Status. The message pointer belongs to the status and dies with it.
    public OrtStatus CreateStatus(int code, byte* message) =>
        new(this, ((delegate* unmanaged[Cdecl]<int, byte*, nint>)_table[0])(code, message));

    public int GetErrorCode(nint status) => ((delegate* unmanaged[Cdecl]<nint, int>)_table[1])(status);

    public nint GetErrorMessage(nint status) => ((delegate* unmanaged[Cdecl]<nint, nint>)_table[2])(status);

    public void ReleaseStatus(nint status) => Release(93, status);

    // Environment. One per process: it owns the logger, and everything else must be released before it.
    public OrtStatus CreateEnvWithCustomLogger(
        delegate* unmanaged[Cdecl]<nint, int, byte*, byte*, byte*, byte*, void> logger, nint state, int severity, byte* logId, out nint env)
    {
        fixed (nint* result = &env)
        {
            return new(this, ((delegate* unmanaged[Cdecl]<void*, nint, int, byte*, nint*, nint>)_table[4])(logger, state, severity, logId, result));
        }
    }

    /// <param name="names">Array of names; freed by <see cref="ReleaseAvailableProviders"/>.</param>
    public OrtStatus GetAvailableProviders(out byte** names, out int count)
    {
        fixed (byte*** namesResult = &names)
        fixed (int* countResult = &count)
        {
            return new(this, ((delegate* unmanaged[Cdecl]<byte***, int*, nint>)_table[125])(namesResult, countResult));
        }
    }

    public OrtStatus ReleaseAvailableProviders(byte** names, int count) =>
        new(this, ((delegate* unmanaged[Cdecl]<byte**, int, nint>)_table[126])(names, count));

    /// <summary>Frees an object by the Release function in <paramref name="slot"/>; null is allowed.</summary>
    public void Release(int slot, nint pointer) => ((delegate* unmanaged[Cdecl]<nint, void>)_table[slot])(pointer);

    private OrtStatus Create(int slot, out nint result)
    {
        fixed (nint* pointer = &result)
        {
            return new(this, ((delegate* unmanaged[Cdecl]<nint*, nint>)_table[slot])(pointer));
        }
    }

    private OrtStatus Set(int slot, nint target, int value) =>
        new(this, ((delegate* unmanaged[Cdecl]<nint, int, nint>)_table[slot])(target, value));

    private OrtStatus Act(int slot, nint target) =>
        new(this, ((delegate* unmanaged[Cdecl]<nint, nint>)_table[slot])(target));
}
