using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Mapping;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>Any table: guesses what its columns mean from their names, in English and Chinese, and from their values.</summary>
internal static class GenericPreset
{
    public const string PresetName = "generic";

    // Below the platforms' 0.8, so that a guess never outranks a format that is known.
    private const double Highest = 0.75;

    /// <summary>The best guess, for one kind or for whichever fits best.</summary>
    public static (ColumnMapping Mapping, PresetMatch Match) Guess(CsvHead head, ImportKind? kind)
    {
        var kinds = kind is { } asked ? [asked] : Enum.GetValues<ImportKind>();
        var best = kinds.Select(candidate => (Kind: candidate, Columns: ColumnGuess.Assign(head, candidate)))
            .Select(guess => (guess.Kind, guess.Columns, Score: Score(guess.Kind, guess.Columns)))
            .MaxBy(guess => guess.Score);
        var customer = best.Columns.GetValueOrDefault(ImportField.CustomerId);
        var mapping = new ColumnMapping
        {
            Kind = best.Kind,
            Preset = PresetName,
            Layout = RepeatsTotals(best.Kind, best.Columns) ? ImportLayout.RepeatedAmounts : ImportLayout.LinePerRow,
            Columns = best.Columns,
            CustomerIsPersonal = customer is not null && PersonalColumns.IsPersonal(customer),
        };
        var complete = ImportFields.Missing(mapping).Count == 0;
        var confidence = complete ? Math.Min(Highest, 0.3 + 0.08 * best.Columns.Count) : 0.1;
        var detail = string.Join(", ", best.Columns.Select(pair => $"{pair.Value} = {pair.Key}"));
        return (mapping, new PresetMatch(confidence, "GuessedByColumns", detail));
    }

    // Required groups weigh most; fields that only this kind has tell it from the others.
    private static double Score(ImportKind kind, Dictionary<ImportField, string> columns)
    {
        var groups = ImportFields.Required(kind);
        var filled = groups.Count(group => group.Any(columns.ContainsKey));
        var telling = Telling(kind).Count(columns.ContainsKey);
        var complete = filled == groups.Count ? 10 : 0;
        return complete + 2.0 * filled / groups.Count + 4 * telling + 0.1 * columns.Count;
    }

    private static ImportField[] Telling(ImportKind kind) => kind switch
    {
        ImportKind.Orders => [ImportField.OrderId, ImportField.OrderedAt, ImportField.UnitPrice, ImportField.LineTotal],
        ImportKind.Catalog => [ImportField.Price, ImportField.Stock, ImportField.Cost, ImportField.ImageUrl, ImportField.Description],
        ImportKind.Customers => [ImportField.Email, ImportField.AcceptsMarketing, ImportField.CreatedAt, ImportField.City],
        ImportKind.Events => [ImportField.EventName, ImportField.SessionId, ImportField.VisitorId, ImportField.OccurredAt],
        ImportKind.Reviews => [ImportField.Rating, ImportField.Body, ImportField.WrittenAt, ImportField.ReviewId],
        _ => [],
    };

    private static bool RepeatsTotals(ImportKind kind, Dictionary<ImportField, string> columns) =>
        kind == ImportKind.Orders && columns.ContainsKey(ImportField.Total) && columns.ContainsKey(ImportField.UnitPrice);
}
