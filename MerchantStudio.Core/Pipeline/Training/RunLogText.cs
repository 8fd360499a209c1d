using System.Globalization;

namespace MerchantStudio.Core.Pipeline.Training;

internal static class RunLogText
{
    public static string Line(DateTime atUtc, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{atUtc:yyyy-MM-dd HH:mm:ss}Z {text}");
}
