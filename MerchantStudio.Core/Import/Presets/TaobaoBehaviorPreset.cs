using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>Taobao's UserBehavior data set: no header; user, item, category, pv|cart|fav|buy, seconds since 1970.</summary>
internal sealed class TaobaoBehaviorPreset : ICsvPreset
{
    private const int ColumnCount = 5;

    private static readonly HashSet<string> s_behaviors = new(StringComparer.Ordinal) { "pv", "cart", "fav", "buy" };

    public string Name => "taobao-user-behavior";
    public ImportKind Kind => ImportKind.Events;

    public PresetMatch? Recognise(CsvHead head)
    {
        if (head.HasHeader || head.Columns.Count != ColumnCount || head.Rows.Count == 0)
        {
            return null;
        }

        var fits = head.Rows.Count(row => row.Count == ColumnCount && s_behaviors.Contains(row[3]) && row[4].All(letter => char.IsAsciiDigit(letter) || letter == '-'));
        return fits * 10 >= head.Rows.Count * 9 ? new PresetMatch(0.95, "RecognisedByValues", "pv, cart, fav, buy") : null;
    }

    public ColumnMapping Map(CsvHead head) => new()
    {
        Kind = Kind,
        Preset = Name,
        Columns = new Dictionary<ImportField, string>
        {
            [ImportField.CustomerId] = head.Columns[0],
            [ImportField.ProductId] = head.Columns[1],
            [ImportField.Category] = head.Columns[2],
            [ImportField.EventName] = head.Columns[3],
            [ImportField.OccurredAt] = head.Columns[4],
        },
    };
}
