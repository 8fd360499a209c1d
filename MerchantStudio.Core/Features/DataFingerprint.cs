using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace MerchantStudio.Core.Features;

/// <summary>A short name of the exact data that a model was made from: equal data, equal fingerprint.</summary>
public static class DataFingerprint
{
    /// <returns>SHA-256 of ids and columns, 64 lower-case hexadecimal digits.</returns>
    public static string Of(InteractionData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var id in data.CustomerIds.Ids.Concat(data.ItemIds.Ids))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(id));
            hash.AppendData([0]);
        }

        hash.AppendData(MemoryMarshal.AsBytes(data.Offsets));
        hash.AppendData(MemoryMarshal.AsBytes(data.Items));
        hash.AppendData(MemoryMarshal.AsBytes(data.Baskets));
        hash.AppendData(MemoryMarshal.AsBytes(data.UtcTicks));
        hash.AppendData(MemoryMarshal.AsBytes(data.Quantities));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
