using System.Runtime.InteropServices;

namespace MerchantStudio.Core.Onnx.Native;

/// <summary>Owns one native object and frees it once, by the Release function of its kind.</summary>
internal abstract class OrtHandle : SafeHandle
{
    private static int s_open;
    private readonly int _releaseSlot;

    /// <param name="releaseSlot">Place of the Release function in the table.</param>
    protected OrtHandle(OrtApi api, int releaseSlot)
        : base(0, ownsHandle: true)
    {
        Api = api;
        _ = Interlocked.Increment(ref s_open);
        _releaseSlot = releaseSlot;
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The native object; throws once the handle is closed. Keep the handle alive while the pointer is in use.</summary>
    public nint Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return handle;
        }
    }

    /// <summary>Native objects that are not freed yet, over the whole process: what a leak test counts.</summary>
    public static int Open => Volatile.Read(ref s_open);

    protected OrtApi Api { get; }

    /// <summary>Checks the call that made the object; where there is none, the handle counts as closed at once.</summary>
    protected void Made(OrtStatus status)
    {
        try
        {
            status.ThrowIfFailed();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (!IsClosed)
        {
            _ = Interlocked.Decrement(ref s_open);
        }

        base.Dispose(disposing);
    }

    protected override bool ReleaseHandle()
    {
        Api.Release(_releaseSlot, handle);
        return true;
    }
}
