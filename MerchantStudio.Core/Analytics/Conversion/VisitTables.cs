using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Conversion;

/// <summary>Keeps the tables of visits, and of what visitors did with products, of the shops that were looked at last. Safe for several threads.</summary>
public sealed class VisitTables
{
    private const int MostShops = 3;
    private readonly KeptTables<string, VisitTable> _visits = new(MostShops);
    private readonly KeptTables<string, ProductTable> _products = new(MostShops);

    /// <summary>The table of a snapshot that has rows.</summary>
    internal VisitTable Of(Snapshot snapshot, ShopTime time) => _visits.Of(snapshot, "", () => VisitTable.Of(snapshot, time, CancellationToken.None));

    /// <summary>The products of a snapshot that has rows.</summary>
    internal ProductTable ProductsOf(Snapshot snapshot, ShopTime time) => _products.Of(snapshot, "", () => ProductTable.Of(snapshot, time, CancellationToken.None));
}
