using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>Names of the codes that <see cref="EventColumns.CodeOf"/> gives.</summary>
internal static class AttributeNames
{
    public static IReadOnlyList<string> Of(Snapshot snapshot, FunnelAttribute by) => by switch
    {
        FunnelAttribute.Country => [.. EventColumns.Names(snapshot.Attribute(RowAttribute.Country))],
        FunnelAttribute.Source => [.. EventColumns.Names(snapshot.Attribute(RowAttribute.Source))],
        FunnelAttribute.Device => [.. EventColumns.Names(snapshot.Attribute(RowAttribute.Device))],
        FunnelAttribute.Brand => [.. EventColumns.Names(snapshot.Items.Brand)],
        FunnelAttribute.Value => [.. EventColumns.Names(snapshot.Attribute(RowAttribute.Value))],
        _ => EventColumns.CategoryNames(snapshot),
    };
}
