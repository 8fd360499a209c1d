using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>Chooses the mapper for a kind and layout.</summary>
internal static class RowMapperFactory
{
    /// <summary>Whether rows depend on those before, so that one mapper must read them all in order.</summary>
    public static bool IsSequential(ColumnMapping mapping) => mapping.Layout == ImportLayout.BlankContinuation;

    /// <param name="mapping">What the columns mean.</param>
    /// <param name="keepPersonalData">Whether names and e-mails are read.</param>
    /// <param name="orders">The orders of the second file, by number; for the two-file layout.</param>
    public static IRowMapper Create(ColumnMapping mapping, bool keepPersonalData, IReadOnlyDictionary<string, OrderLineRow> orders) => (mapping.Kind, mapping.Layout) switch
    {
        (ImportKind.Orders, ImportLayout.BlankContinuation) => new ContinuedOrderMapper(new OrderLineBuilder(mapping)),
        (ImportKind.Orders, ImportLayout.WideItems) => new WideOrderMapper(new OrderLineBuilder(mapping), mapping),
        (ImportKind.Orders, ImportLayout.PackedLines) => new PackedOrderMapper(new OrderLineBuilder(mapping)),
        (ImportKind.Orders, ImportLayout.TwoFileJoin) => new JoinedOrderMapper(new OrderLineBuilder(mapping), orders),
        (ImportKind.Orders, _) => new OrderRowMapper(new OrderLineBuilder(mapping)),
        (ImportKind.Catalog, ImportLayout.BlankContinuation) => new ContinuedProductMapper(mapping),
        (ImportKind.Catalog, _) => new ProductRowMapper(mapping),
        (ImportKind.Customers, _) => new CustomerRowMapper(keepPersonalData),
        (ImportKind.Events, _) => new EventRowMapper(),
        (ImportKind.Reviews, _) => new ReviewRowMapper(),
        _ => throw new ArgumentOutOfRangeException(nameof(mapping), mapping.Kind, "Unknown kind of file."),
    };
}
