namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>Why a run failed, as resource keys; details may follow after a colon, for the sentence that the page makes of them.</summary>
public static class RunErrors
{
    public const string JobEndedWithoutRun = "JobEndedWithoutRun";
    public const string TooLittleData = "TooLittleData";
    public const string CatalogueTooLarge = "CatalogueTooLarge";
    public const string OutOfMemory = "OutOfMemory";
    public const string DiskFull = "DiskFull";
    public const string Diverged = "Diverged";
    public const string DeviceUnavailable = "DeviceUnavailable";
    public const string DeviceFailed = "DeviceFailed";
    public const string RuntimeMissing = "RuntimeMissing";
    public const string NotEnoughMemory = "NotEnoughMemory";
    public const string Unexpected = "Unexpected";

    private const char Separator = '|';

    /// <summary>Key and details as one text of the ledger.</summary>
    public static string Text(string key, params ReadOnlySpan<string> details) => $"{key}: {string.Join(Separator, details)}";

    /// <summary>The details one by one.</summary>
    public static IReadOnlyList<string> Details(string detail) => detail.Split(Separator);

    /// <summary>Takes a text of the ledger apart.</summary>
    public static (string Key, string Detail) Parse(string text)
    {
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? (text, "") : (text[..colon], text[(colon + 2)..]);
    }
}
