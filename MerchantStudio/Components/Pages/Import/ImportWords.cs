using System.Globalization;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Resources;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Import;

/// <summary>The words for what the import says in keys.</summary>
internal static class ImportWords
{
    public static string Preset(this IStringLocalizer<Imports> words, string name) => words.Or("Preset." + name, name);

    /// <summary>How the rows of a file belong together.</summary>
    public static string Layout(this IStringLocalizer<Imports> words, ColumnMapping mapping) =>
        words[mapping.Layout == ImportLayout.LinePerRow ? $"Layout.LinePerRow.{mapping.Kind}" : $"Layout.{mapping.Layout}"];

    public static string Problem(this IStringLocalizer<Imports> words, ImportProblem problem) => words.Sentence(
        "Problem." + problem.Key, problem is { Key: "OtherKind", Detail: { } kind } ? words.Or("Kind." + kind, kind) : problem.Detail);

    /// <summary>A stored problem: its key, then perhaps a colon and the detail.</summary>
    public static string Problem(this IStringLocalizer<Imports> words, string stored)
    {
        var parts = stored.Split(": ", 2);
        return words.Sentence("Problem." + parts[0], parts.Length > 1 ? parts[1] : null);
    }

    public static string Warning(this IStringLocalizer<Imports> words, ImportWarning warning) => words.Sentence("Warning." + warning.Key, warning.Detail);

    public static string Why(this IStringLocalizer<Imports> words, ImportWarning why) => words.Sentence("Why." + why.Key, why.Detail);

    /// <summary>The words of a file of set-aside rows; <paramref name="word"/> gives the text of a key.</summary>
    public static SetAsideWords SetAside(Func<string, string> word) => new(
        word("SetAsideFile.Row"), word("SetAsideFile.Column"), word("SetAsideFile.Value"), word("SetAsideFile.Reason"), word("SetAsideFile.Suggestion"),
        reason => word("Reason." + reason), reason => word("ReasonFix." + reason));

    /// <summary>What a rule does, in words.</summary>
    public static string Rule(this IStringLocalizer<Imports> words, CellRule rule) =>
        rule.To.Length == 0 ? words["Rule.Empty", rule.From, rule.Column] : words["Rule.Replace", rule.From, rule.To, rule.Column];

    public static string Delimiter(this IStringLocalizer<Imports> words, char delimiter) => delimiter switch
    {
        ',' => words["Delimiter.Comma"],
        ';' => words["Delimiter.Semicolon"],
        '\t' => words["Delimiter.Tab"],
        '|' => words["Delimiter.Bar"],
        _ => delimiter.ToString(),
    };

    /// <summary>As an encoding is usually written; what is plain ASCII so far is as good as UTF-8.</summary>
    public static string Encoding(string name) => name is "us-ascii" ? "UTF-8" : name.ToUpperInvariant();

    public static string Bytes(long bytes) => bytes switch
    {
        >= 1L << 30 => (bytes / (double)(1L << 30)).ToString("N1", CultureInfo.CurrentCulture) + " GB",
        >= 1L << 20 => (bytes / (double)(1L << 20)).ToString("N1", CultureInfo.CurrentCulture) + " MB",
        >= 1L << 10 => (bytes / (double)(1L << 10)).ToString("N0", CultureInfo.CurrentCulture) + " KB",
        _ => bytes.ToString("N0", CultureInfo.CurrentCulture) + " B",
    };

    private static string Sentence(this IStringLocalizer<Imports> words, string key, string? detail)
    {
        var found = words[key, detail ?? ""];
        return found.ResourceNotFound ? detail is null ? key : $"{key}: {detail}" : found.Value;
    }

    private static string Or(this IStringLocalizer<Imports> words, string key, string otherwise)
    {
        var found = words[key];
        return found.ResourceNotFound ? otherwise : found.Value;
    }
}
