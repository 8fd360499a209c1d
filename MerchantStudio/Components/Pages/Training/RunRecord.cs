using System.Globalization;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Resources;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Training;

/// <summary>A line of the record of one or two runs.</summary>
internal sealed record RunRecordLine(string Name, IReadOnlyList<string> Values)
{
    public bool Differs => Values.Distinct(StringComparer.Ordinal).Count() > 1;
}

internal static class RunRecord
{
    public static IEnumerable<RunRecordLine> Lines(IReadOnlyList<TrainingRun> runs, IStringLocalizer<TrainingWords> words, TrainingText text)
    {
        RunRecordLine Line(string key, Func<TrainingRun, string?> value) => new(words[key], [.. runs.Select(run => value(run) ?? "–")]);
        yield return Line("Model", run => text.Model(run.Model));
        yield return Line("Protocol", run => text.Protocol(run.Protocol));
        yield return Line("Seed", run => run.Seed.ToString(CultureInfo.InvariantCulture));
        yield return Line("DeviceAsked", run => text.Device(run.RequestedDevice));
        yield return Line("Device", run => run.Device ?? text.Device(run.RequestedDevice));
        yield return Line("TuningTime", run => words["Seconds", TrainingService.RequestOf(run).TuningSeconds]);
        yield return Line("FitTime", run => words["Minutes", (int)TrainingService.RequestOf(run).FitBudget.TotalMinutes]);
        yield return Line("ProcessorTime", run => TrainingResult.Of(run)?.CpuSeconds is { } seconds ? words["Seconds", Math.Round(seconds)].Value : null);
        yield return Line("DataFingerprint", run => run.DataFingerprint is { Length: > 16 } print ? print[..16] : run.DataFingerprint);
        yield return Line("CodeVersion", run => run.CodeVersion);
        foreach (var model in runs.SelectMany(ModelsOf).Distinct(StringComparer.Ordinal))
        {
            yield return new RunRecordLine(words["ChosenSettings", text.Model(model)], [.. runs.Select(run => SettingsOf(run, model))]);
        }
    }

    private static IEnumerable<string> ModelsOf(TrainingRun run) => TrainingResult.Of(run)?.Models.Select(model => model.Model) ?? [];

    private static string SettingsOf(TrainingRun run, string model)
    {
        var report = TrainingResult.Of(run)?.Models.FirstOrDefault(result => result.Model == model)?.Report;
        return report is { Variants: [var first, ..] }
            ? string.Join(", ", first.Settings.Select(setting => string.Create(CultureInfo.InvariantCulture, $"{setting.Key} = {setting.Value:0.####}")))
            : "–";
    }
}
