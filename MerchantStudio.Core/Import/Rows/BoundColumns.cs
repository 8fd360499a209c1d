using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Mapping;
using MerchantStudio.Core.Import.Recognition;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>A mapping tied to the columns of one file: where each field stands, and which columns are kept beside them.</summary>
internal sealed class BoundColumns
{
    private readonly int[] _positions = new int[Enum.GetValues<ImportField>().Length];
    private readonly bool[] _pointZero;

    public BoundColumns(ImportPlan plan)
    {
        Names = plan.Columns;
        var byName = plan.Columns.Select((name, position) => (Name: HeaderText.Normalise(name), position))
            .ToDictionary(pair => pair.Name, pair => pair.position, StringComparer.Ordinal);
        Array.Fill(_positions, -1);
        foreach (var (field, name) in plan.Mapping.Columns)
        {
            _positions[(int)field] = byName.GetValueOrDefault(HeaderText.Normalise(name), -1);
        }

        MarkColumn = plan.Corrects is null ? -1 : byName.GetValueOrDefault(OwnColumns.Mark, -1);
        Rules = [.. plan.Mapping.Rules.GroupBy(rule => byName.GetValueOrDefault(HeaderText.Normalise(rule.Column), -1)).Where(group => group.Key >= 0)
            .Select(group => (group.Key, group.Select(rule => (Encoding.UTF8.GetBytes(rule.From), Encoding.UTF8.GetBytes(rule.To))).ToArray()))];
        var zeros = plan.Values.PointZeroColumns.ToHashSet(StringComparer.Ordinal);
        _pointZero = [.. plan.Columns.Select(zeros.Contains)];
        var dropped = plan.Mapping.Dropped.Select(HeaderText.Normalise).ToHashSet(StringComparer.Ordinal);
        ItemColumns = plan.Mapping.Layout != ImportLayout.WideItems ? []
            : [.. Enumerable.Range(0, Names.Count).Where(position => Names[position].StartsWith(WideOrderMapper.ItemColumnStart, StringComparison.OrdinalIgnoreCase))];
        UserAgent = plan.Mapping.Kind == ImportKind.Events ? Enumerable.Range(0, Names.Count).FirstOrDefault(position => !_positions.Contains(position) && BotNames.IsUserAgent(Names[position]), -1) : -1;
        Kept = [.. Enumerable.Range(0, Names.Count).Where(position => IsKept(position, dropped))];
        OwnOfEvents = [.. Kept.Take(EventBlock.MostOwn).Select(position => Names[position].Trim())];
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Positions of the columns that are kept as attributes.</summary>
    public int[] Kept { get; }

    /// <summary>Names of those of them that events keep: the first ones.</summary>
    public IReadOnlyList<string> OwnOfEvents { get; }

    /// <summary>Position of the column that says which program asked for the page; -1 for none. It is read and not kept.</summary>
    public int UserAgent { get; }

    /// <summary>Positions of numbered item columns (order_item_1…), in file order.</summary>
    public int[] ItemColumns { get; }

    /// <summary>Position of the column in which corrected rows carry their place; -1 in any other file.</summary>
    public int MarkColumn { get; }

    /// <summary>What stands for something else, by column.</summary>
    public (int Column, (byte[] From, byte[] To)[] Rules)[] Rules { get; }

    public bool Has(ImportField field) => _positions[(int)field] >= 0;

    /// <summary>The column of a field; -1 when the file has none.</summary>
    public int this[ImportField field] => _positions[(int)field];

    public bool EndsWithPointZero(int column) => _pointZero[column];

    // "#row", "#reason" and the like are what a set-aside file says about its rows; corrected, it comes back with them.
    private bool IsKept(int position, HashSet<string> dropped) =>
        !_positions.Contains(position) && position != UserAgent
        && !OwnColumns.IsOwn(Names[position])
        && !ItemColumns.Contains(position)
        && !dropped.Contains(HeaderText.Normalise(Names[position]))
        && !PersonalColumns.IsPersonal(Names[position]);
}
