using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Values;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>Something that a correction suggests for the next file: a rule for cells, an order of dates, or a decimal sign.</summary>
public sealed record Lesson
{
    public CellRule? Rule { get; init; }
    public DateOrder? Dates { get; init; }
    public bool? DecimalComma { get; init; }

    public ColumnMapping ApplyTo(ColumnMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return mapping with
        {
            Rules = Rule is null ? mapping.Rules : [.. mapping.Rules.Where(rule => rule.Column != Rule.Column || rule.From != Rule.From), Rule],
            DateOrder = Dates ?? mapping.DateOrder,
            DecimalComma = DecimalComma ?? mapping.DecimalComma,
        };
    }
}

/// <summary>Finds what corrected cells have in common.</summary>
public static class Lessons
{
    /// <summary>What a correction of cells teaches; the same cell corrected in two ways teaches nothing.</summary>
    /// <param name="corrections">Column, what stood there, what stands there now.</param>
    public static IReadOnlyList<Lesson> Of(IEnumerable<(string Column, string Before, string After)> corrections)
    {
        var lessons = new List<Lesson>();
        foreach (var cell in corrections.Select(cell => (cell.Column, Before: cell.Before.Trim(), After: cell.After.Trim()))
            .Where(cell => cell.Before.Length > 0 && cell.Before != cell.After).GroupBy(cell => (cell.Column, cell.Before)))
        {
            if (cell.Select(correction => correction.After).Distinct().ToList() is [var after])
            {
                lessons.Add(Lesson(cell.Key.Column, cell.Key.Before, after));
            }
        }

        return [.. lessons.Distinct()];
    }

    private static Lesson Lesson(string column, string before, string after)
    {
        var (old, now) = (Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after));
        if (DateText.TryParse(now, monthFirst: false, out var meant) == DateFault.None && DateText.TryOrderHint(old, out var first, out var second) && first != second)
        {
            if (meant.Local.Day == first && meant.Local.Month == second)
            {
                return new Lesson { Dates = DateOrder.DayFirst };
            }

            if (meant.Local.Day == second && meant.Local.Month == first)
            {
                return new Lesson { Dates = DateOrder.MonthFirst };
            }
        }

        var isComma = before.Contains(',', StringComparison.Ordinal) && NumberText.TryParse(old, decimalComma: true, out var asComma)
            && NumberText.TryParse(now, decimalComma: false, out var number) && asComma.ToDouble().Equals(number.ToDouble())
            && !(NumberText.TryParse(old, decimalComma: false, out var asPoint) && asPoint.ToDouble().Equals(number.ToDouble()));
        return isComma ? new Lesson { DecimalComma = true } : new Lesson { Rule = new CellRule(column, before, after) };
    }
}
