namespace MerchantStudio.Components.Charts;

internal static class FileNames
{
    /// <summary>A title as a file name that every system takes.</summary>
    public static string Csv(string title) =>
        string.Concat(title.Trim().Select(c => char.IsLetterOrDigit(c) ? c : '-')).Trim('-').ToLowerInvariant() + ".csv";
}
