using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Storage;

/// <summary>HMAC-SHA-256 (first 16 bytes, base64url) under a key made on first start and readable by the owner only.</summary>
public sealed class CustomerKeyProtector(DataFolder dataFolder) : ICustomerKeyProtector
{
    private const int KeyBytes = 32;
    private const int TagBytes = 16;
    private readonly Lazy<byte[]> _key = new(() => LoadOrCreate(Path.Combine(dataFolder.Folder("keys"), "customer-keys.bin")));

    public string Protect(string raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        var text = Encoding.UTF8.GetBytes(raw.Trim().ToLowerInvariant());
        Span<byte> tag = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key.Value, text, tag);
        return "p_" + Base64Url.EncodeToString(tag[..TagBytes]);
    }

    private static byte[] LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        var key = File.ReadAllBytes(path);
        return key.Length == KeyBytes
            ? key
            : throw new InvalidDataException($"The customer key file holds {key.Length} bytes instead of {KeyBytes}.");
    }

    private static void Create(string path)
    {
        var temporary = path + "." + Guid.NewGuid().ToString("N");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
            file.Flush(flushToDisk: true);
        }

        try
        {
            // Two processes may start at once: whoever comes first wins, and both then read the same key.
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }
}
