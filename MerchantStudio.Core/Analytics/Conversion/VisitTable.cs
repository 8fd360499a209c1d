using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Conversion;

/// <summary>The visits of a snapshot, one place each: a tenth of the rows, so that a page's filters only look at these.</summary>
internal sealed class VisitTable
{
    private const int MostKept = 12;
    private readonly List<((ConversionDimension? Where, int? Only) Key, VisitDays Days)> _days = [];

    private VisitTable(int visits, IReadOnlyDictionary<ConversionDimension, DimensionCodes> dimensions)
    {
        (Day, Hour, Stage, Revenue) = (new int[visits], new byte[visits], new byte[visits], new long[visits]);
        Dimensions = dimensions;
    }

    public int Count => Day.Length;

    /// <summary><see cref="DateOnly.DayNumber"/> of the shop's day on which the visit began; <see cref="int.MinValue"/> for a visit without rows.</summary>
    public int[] Day { get; }

    /// <summary>0 to 23 on the shop's clock.</summary>
    public byte[] Hour { get; }

    /// <summary>Furthest stage: 0 visited, 1 looked at a product, 2 cart, 3 checkout, 4 bought.</summary>
    public byte[] Stage { get; }

    /// <summary>Minor units.</summary>
    public long[] Revenue { get; }

    public IReadOnlyDictionary<ConversionDimension, DimensionCodes> Dimensions { get; }

    /// <summary>How many orders no visit holds, by the shop's day and its hour on which they were placed.</summary>
    public IReadOnlyDictionary<(int Day, int Hour), int> OrdersOutside { get; private set; } = new Dictionary<(int, int), int>();

    /// <summary>The visits by day, all or those alone that have one value of one dimension. Safe for several threads.</summary>
    /// <param name="where">The dimension that is looked at.</param>
    /// <param name="only">Code that visits must have along it; null for all visits.</param>
    /// <param name="cancellationToken">Cancels between dimensions.</param>
    public VisitDays DaysOf(ConversionDimension? where, int? only, CancellationToken cancellationToken)
    {
        var key = only is null ? default : (where, only);
        lock (_days)
        {
            if (_days.Find(kept => kept.Key == key) is { Days: not null } known)
            {
                return known.Days;
            }
        }
        var days = VisitDays.Of(this, where, only, cancellationToken);
        lock (_days)
        {
            _days.Insert(0, (key, days));
            _days.RemoveRange(Math.Min(MostKept, _days.Count), Math.Max(0, _days.Count - MostKept));
        }
        return days;
    }

    public static VisitTable Of(Snapshot snapshot, ShopTime time, CancellationToken cancellationToken)
    {
        var dimensions = Enum.GetValues<ConversionDimension>().ToDictionary(dimension => dimension, dimension => DimensionCodes.Of(snapshot, dimension));
        var table = new VisitTable(snapshot.Header.SessionCount, dimensions);
        var pass = new VisitPass(snapshot, time, table);
        pass.Run(cancellationToken);
        table.OrdersOutside = pass.OrdersOutside;
        return table;
    }
}

/// <summary>One dimension of visits as codes.</summary>
internal sealed class DimensionCodes
{
    public const string New = "new";
    public const string Returning = "returning";

    private DimensionCodes(int visits, IReadOnlyList<string> names)
    {
        (Codes, Names) = (new int[visits], names);
        Array.Fill(Codes, -1);
    }

    /// <summary>Per visit: place in <see cref="Names"/>, -1 for none.</summary>
    public int[] Codes { get; }

    /// <summary>Every name once.</summary>
    public IReadOnlyList<string> Names { get; }

    public static DimensionCodes Of(Snapshot snapshot, ConversionDimension dimension) => new(snapshot.Header.SessionCount, dimension switch
    {
        ConversionDimension.Source => NamesOf(snapshot.Attribute(RowAttribute.Source)),
        ConversionDimension.Device => NamesOf(snapshot.Attribute(RowAttribute.Device)),
        ConversionDimension.Country => NamesOf(snapshot),
        ConversionDimension.Category => new CategoryCodes(snapshot).Names,
        _ => [New, Returning],
    });

    private static IReadOnlyList<string> NamesOf(DictionaryColumn? column) => [.. Funnels.EventColumns.Names(column)];

    private static IReadOnlyList<string> NamesOf(Snapshot snapshot)
    {
        var names = new CountryNames(snapshot);
        return [.. Enumerable.Range(0, names.Count).Select(code => names[code]!)];
    }
}

/// <summary>One list of the categories that events and products name.</summary>
internal sealed class CategoryCodes
{
    private readonly List<string> _names = [];

    public CategoryCodes(Snapshot snapshot)
    {
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        FromColumns = [.. Funnels.EventColumns.CategoryNames(snapshot).Select(name => CodeOf(name, byName))];
    }

    public IReadOnlyList<string> Names => _names;

    /// <summary>Per code of <see cref="Funnels.EventColumns.CategoryOf"/>: the code in <see cref="Names"/>.</summary>
    public int[] FromColumns { get; }

    private int CodeOf(string name, Dictionary<string, int> byName)
    {
        if (!byName.TryGetValue(name, out var code))
        {
            byName[name] = code = _names.Count;
            _names.Add(name);
        }
        return code;
    }
}
