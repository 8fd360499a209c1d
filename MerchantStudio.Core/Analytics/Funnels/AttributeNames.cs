using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>The code of an attribute at a row, an index into <see cref="AttributeNames.Of"/>; -1 for none.</summary>
internal delegate int AttributeReader(in EventColumns columns, int row);

/// <summary>Attributes by which events are broken down: their names, and how they are read.</summary>
internal static class AttributeNames
{
    public static IReadOnlyList<string> Of(Snapshot snapshot, FunnelAttribute by) => Resolve(snapshot, by) switch
    {
        { IsOwn: true } own => [.. EventColumns.Names(snapshot.OwnTexts(OwnNumber(snapshot, own.Name)))],
        { Name: nameof(FunnelAttribute.Country) } => [.. EventColumns.Names(snapshot.Attribute(RowAttribute.Country))],
        { Name: nameof(FunnelAttribute.Source) } => [.. EventColumns.Names(snapshot.Attribute(RowAttribute.Source))],
        { Name: nameof(FunnelAttribute.Device) } => [.. EventColumns.Names(snapshot.Attribute(RowAttribute.Device))],
        { Name: nameof(FunnelAttribute.Brand) } => [.. EventColumns.Names(snapshot.Items.Brand)],
        { Name: nameof(FunnelAttribute.Value) } => [.. EventColumns.Names(snapshot.Attribute(RowAttribute.Value))],
        _ => EventColumns.CategoryNames(snapshot),
    };

    /// <exception cref="FunnelRequestException">The shop's events have no such attribute.</exception>
    public static int OwnNumber(Snapshot snapshot, string name) => snapshot.OwnNumber(name) is >= 0 and var number
        ? number
        : throw new FunnelRequestException(FunnelProblem.Attribute, name, string.Join(", ", FunnelAttribute.Known.Select(one => one.Name).Concat(snapshot.OwnNames)));

    /// <summary>Gives the code of an attribute at a row, -1 for none.</summary>
    public static AttributeReader ReaderOf(Snapshot snapshot, FunnelAttribute by) => Resolve(snapshot, by) switch
    {
        { IsOwn: true } own => new OwnReader(OwnNumber(snapshot, own.Name)).CodeOf,
        { Name: nameof(FunnelAttribute.Country) } => static (in EventColumns columns, int row) => EventColumns.CodeAt(columns.Country, row),
        { Name: nameof(FunnelAttribute.Source) } => static (in EventColumns columns, int row) => EventColumns.CodeAt(columns.Source, row),
        { Name: nameof(FunnelAttribute.Device) } => static (in EventColumns columns, int row) => EventColumns.CodeAt(columns.Device, row),
        { Name: nameof(FunnelAttribute.Brand) } => static (in EventColumns columns, int row) => columns.BrandOf(row),
        { Name: nameof(FunnelAttribute.Value) } => static (in EventColumns columns, int row) => EventColumns.CodeAt(columns.Value, row),
        _ => static (in EventColumns columns, int row) => columns.CategoryOf(row),
    };

    /// <summary>Whether the brand is what the events themselves say: where no catalogue names any.</summary>
    public static bool BrandIsOwn(Snapshot snapshot) => snapshot.Items.Brand.Names.Count == 0 && snapshot.OwnNumber(nameof(FunnelAttribute.Brand)) >= 0;

    private static FunnelAttribute Resolve(Snapshot snapshot, FunnelAttribute by) => by == FunnelAttribute.Brand && BrandIsOwn(snapshot) ? by with { IsOwn = true } : by;

    private sealed class OwnReader(int number)
    {
        public int CodeOf(in EventColumns columns, int row) => columns.OwnCodeOf(number, row);
    }
}
