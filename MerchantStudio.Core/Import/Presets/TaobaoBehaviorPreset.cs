using System.Globalization;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>
/// Taobao's UserBehavior data set: no header; user, item, category, pv|cart|fav|buy, seconds since 1970. Copies of it leave
/// the category out or move the last two: those are told by their values, the numbers before them by their order.
/// </summary>
internal sealed class TaobaoBehaviorPreset : ICsvPreset
{
    private static readonly HashSet<string> s_behaviors = new(StringComparer.Ordinal) { "pv", "cart", "fav", "buy" };

    // No id of the data set has as many digits as a time of this century; its broken clocks reach back to 1902 and up to 2037.
    private const long EarliestUsual = 1_000_000_000;

    public string Name => "taobao-user-behavior";
    public ImportKind Kind => ImportKind.Events;

    public PresetMatch? Recognise(CsvHead head) => Find(head) is null ? null : new PresetMatch(0.95, "RecognisedByValues", "pv, cart, fav, buy");

    public ColumnMapping Map(CsvHead head)
    {
        var (behavior, time) = Find(head) ?? throw new InvalidOperationException("The file is not of this format.");
        var numbers = Enumerable.Range(0, head.Columns.Count).Where(column => column != behavior && column != time).ToList();
        var columns = new Dictionary<ImportField, string>
        {
            [ImportField.CustomerId] = head.Columns[numbers[0]],
            [ImportField.ProductId] = head.Columns[numbers[1]],
            [ImportField.EventName] = head.Columns[behavior],
            [ImportField.OccurredAt] = head.Columns[time],
        };
        if (numbers.Count == 3)
        {
            columns[ImportField.Category] = head.Columns[numbers[2]];
        }

        return new ColumnMapping { Kind = Kind, Preset = Name, Columns = columns };
    }

    private static (int Behavior, int Time)? Find(CsvHead head)
    {
        var count = head.Columns.Count;
        if (head.HasHeader || count is not (4 or 5) || head.Rows.Count == 0)
        {
            return null;
        }

        var behavior = Usual(head, s_behaviors.Contains);
        var time = Usual(head, IsTime);
        var numbers = Enumerable.Range(0, count).Where(column => column != behavior && column != time);
        return behavior >= 0 && time >= 0 && numbers.All(column => Share(head, column, IsNumber) >= 0.9) ? (behavior, time) : null;
    }

    private static int Usual(CsvHead head, Func<string, bool> fits) =>
        Enumerable.Range(0, head.Columns.Count).Reverse().FirstOrDefault(column => Share(head, column, fits) >= 0.9, -1);

    private static double Share(CsvHead head, int column, Func<string, bool> fits) =>
        (double)head.Rows.Count(row => row.Count == head.Columns.Count && fits(row[column])) / head.Rows.Count;

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static bool IsTime(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) is >= EarliestUsual and <= int.MaxValue;
}
