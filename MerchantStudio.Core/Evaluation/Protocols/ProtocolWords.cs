using System.Globalization;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Evaluation.Protocols;

/// <summary>Sentences of a protocol; the words behind the keys are in the web app's resources.</summary>
public static class ProtocolWords
{
    /// <summary>Every key that a protocol may use, so that a test can see that each has words in every language.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "TimeSplit", "TimeTuning", "FullCatalogue", "TimeVariants", "TimeLeftOut", "TimeTies", "Intervals",
        "LastOutSplit", "LastOutTuning", "LastOutVariants", "LastOutTies", "LastOutWarning",
    ];

    internal static ProtocolSentence Sentence(string key, params object[] arguments) => new(key, Array.ConvertAll(arguments, argument => argument switch
    {
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(argument, CultureInfo.InvariantCulture) ?? string.Empty,
    }));
}
