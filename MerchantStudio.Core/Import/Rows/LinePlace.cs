using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>The hash by which equal lines of an order are counted.</summary>
internal static class LinePlace
{
    public static ulong Of(string order, string line) => Of(StableHash.Of(order), line);

    public static ulong Of(ulong orderHash, string line) => StableHash.Combine(orderHash, StableHash.Of(line));
}
