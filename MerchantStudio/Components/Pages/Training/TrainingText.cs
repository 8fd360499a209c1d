using System.Globalization;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Training;

/// <summary>Names of the training catalogues in the reader's words. What has no words of its own shows its name.</summary>
public sealed class TrainingText(IStringLocalizer<TrainingWords> words)
{
    public string Model(string name) => name == TrainingRequest.AllModels ? words["AllModels"] : Or("Model_" + name, name);

    public string ModelHint(string name) => Or("ModelHint_" + name, "");

    public string Protocol(string name) => Or("Protocol_" + name, name);

    public string Variant(string name) => Or("Variant_" + name, name);

    public string Metric(string name) => Or("Metric_" + name, name);

    public string MetricHint(string name) => Or("MetricHint_" + name, "");

    public string Segment(string name) => Or("Segment_" + name, name);

    public string State(RunState state) => words["State_" + state];

    public string Stage(string? stage) => stage is null ? "" : Or("Stage_" + stage, stage);

    public string Device(string name) => Or("Device_" + name, name);

    public string Engine(string provider) => Or("EngineName_" + provider, provider);

    /// <summary>A sentence of a protocol, with its numbers written for the reader.</summary>
    public string Sentence(ProtocolSentence sentence) =>
        words["Protocol.Sentence." + sentence.Key] is { ResourceNotFound: false } found
            ? string.Format(CultureInfo.CurrentCulture, found.Value, [.. sentence.Arguments.Select(Argument)])
            : sentence.Key + " " + string.Join(" ", sentence.Arguments);

    /// <summary>Why a run or a model failed.</summary>
    public string Error(string text)
    {
        var (key, detail) = RunErrors.Parse(text);
        var details = RunErrors.Details(detail);
        object[] values = key switch
        {
            RunErrors.NotEnoughMemory => [Model(details[0]), .. details.Skip(1).Select(Memory)],
            RunErrors.CatalogueTooLarge => [Model(details[0]), .. details.Skip(1).Select(Argument)],
            RunErrors.TooLittleData => [string.Join(words["ListSeparator"], detail.Split(", ").Select(Need))],
            RunErrors.DeviceUnavailable => [Engine(detail)],
            _ => [.. details.Select(Argument)],
        };
        // Fewer than a sentence asks for, where another version of the program wrote them down.
        return string.Format(CultureInfo.CurrentCulture, Or("Error_" + key, key + " {0}"), [.. values, "", "", ""]).TrimEnd();
    }

    /// <summary>Bytes in the unit that a person would use.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        >= 1L << 30 => In(bytes, 1L << 30, "N1", "GB"),
        >= 1L << 20 => In(bytes, 1L << 20, "N0", "MB"),
        _ => In(bytes, 1L << 10, "N0", "KB"),
    };

    private static string In(long bytes, long unit, string format, string name) => (bytes / (double)unit).ToString(format, CultureInfo.CurrentCulture) + " " + name;

    // "Customers 12 / 100" as the training writes it down.
    private string Need(string line) =>
        line.Split(' ') is [var what, var have, "/", var need] && words["Need_" + what] is { ResourceNotFound: false } found
            ? string.Format(CultureInfo.CurrentCulture, found.Value, Argument(have), Argument(need))
            : Or("Need_" + line, line);

    private static string Memory(string bytes) => long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Bytes(count) : bytes;

    private string Or(string key, string otherwise) => words[key] is { ResourceNotFound: false } found ? found.Value : otherwise;

    private static object Argument(string text) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) ? whole.ToString("N0", CultureInfo.CurrentCulture)
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString(StudioFormat.DayPattern, CultureInfo.CurrentCulture)
        : text;
}
