using System.Globalization;
using System.Text;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>Numbers of rows as text: 2-5,9.</summary>
internal static class RowRanges
{
    public static string? Write(IEnumerable<long> rows)
    {
        var text = new StringBuilder();
        long? from = null;
        var to = 0L;
        foreach (var row in rows.Distinct().Order())
        {
            if (from is null || row != to + 1)
            {
                Append(text, from, to);
                from = row;
            }

            to = row;
        }

        Append(text, from, to);
        return text.Length == 0 ? null : text.ToString();
    }

    public static IEnumerable<long> Read(string? text)
    {
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            var last = long.Parse(ends[^1], CultureInfo.InvariantCulture);
            for (var row = long.Parse(ends[0], CultureInfo.InvariantCulture); row <= last; row++)
            {
                yield return row;
            }
        }
    }

    private static void Append(StringBuilder text, long? from, long to)
    {
        if (from is { } first)
        {
            _ = text.Append(text.Length > 0 ? "," : "").Append(first.ToString(CultureInfo.InvariantCulture));
            _ = to > first ? text.Append('-').Append(to.ToString(CultureInfo.InvariantCulture)) : text;
        }
    }
}
