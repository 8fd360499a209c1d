using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using MerchantStudio.Core.Storage;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>A file on its way in, or arrived.</summary>
/// <param name="Id">32 hexadecimal digits; the only thing of it that is used in a path.</param>
/// <param name="ShopId">The shop that it is for.</param>
/// <param name="FileName">The name that the merchant's computer gave it, for showing only.</param>
/// <param name="Length">Bytes that were announced.</param>
public sealed record Upload(string Id, int ShopId, string FileName, long Length)
{
    /// <summary>SHA-256 of the whole file, in hexadecimal; null until it has arrived.</summary>
    public string? Sha256 { get; init; }
}

public enum UploadProblem
{
    None,
    UnknownUpload,
    TooLarge,
    WrongOffset,

    /// <summary>Another piece of it is just arriving.</summary>
    Busy,
    Incomplete,
    WrongHash,
}

/// <summary>
/// Files that are being uploaded, piece by piece. A piece is kept as soon as it is written, so an upload goes on where a
/// broken connection left it; nothing else is kept of a piece that does not arrive whole.
/// </summary>
public sealed class UploadFolder(DataFolder dataFolder, IOptions<UploadOptions> options, TimeProvider clock)
{
    private const int NameLimit = 200;

    // Up to here a file is read in less time than it takes to have another thread read it.
    private const long SmallBytes = 1 << 20;

    /// <summary>Announces a file.</summary>
    /// <returns>Null when it is larger than uploads may be.</returns>
    public async Task<Upload?> CreateAsync(int shopId, string fileName, long length, CancellationToken cancellationToken)
    {
        if (length < 0 || length > options.Value.MaxUploadBytes)
        {
            return null;
        }

        RemoveAbandoned(shopId);
        var upload = new Upload(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), shopId, ShownName(fileName), length);
        await SaveAsync(upload, cancellationToken).ConfigureAwait(false);
        await File.Create(DataPath(upload)).DisposeAsync().ConfigureAwait(false);
        return upload;
    }

    public Task<Upload?> FindAsync(int shopId, string id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = id.Length == 32 && id.All(char.IsAsciiHexDigitLower) ? InfoPath(shopId, id) : null;
        return Task.FromResult(path is null || !File.Exists(path)
            ? null
            : JsonSerializer.Deserialize<Upload>(File.ReadAllBytes(path), JsonSerializerOptions.Web));
    }

    /// <summary>Bytes that have arrived.</summary>
    public long OffsetOf(Upload upload) => new FileInfo(DataPath(upload)).Length;

    /// <summary>Full path of the file's bytes.</summary>
    public string DataPath(Upload upload) => Path.Combine(Folder(upload.ShopId), upload.Id + ".data");

    /// <summary>Adds a piece that starts at <paramref name="offset"/>; what arrived before a broken connection stays.</summary>
    public async Task<UploadProblem> AppendAsync(Upload upload, long offset, Stream piece, CancellationToken cancellationToken)
    {
        if (TryOpen(upload) is not { } file)
        {
            return UploadProblem.Busy;
        }

        await using (file.ConfigureAwait(false))
        {
            if (offset != file.Length || upload.Sha256 is not null)
            {
                return UploadProblem.WrongOffset;
            }

            file.Position = offset;
            var buffer = new byte[1 << 16];
            for (int read; (read = await piece.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                if (file.Position + read > upload.Length)
                {
                    return UploadProblem.TooLarge;
                }

                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }

            return UploadProblem.None;
        }
    }

    /// <summary>Ends an upload when every byte is there and the hash, if the sender gave one, is right.</summary>
    public async Task<(UploadProblem Problem, Upload Upload)> CompleteAsync(Upload upload, string? sha256, CancellationToken cancellationToken)
    {
        if (OffsetOf(upload) != upload.Length)
        {
            return (UploadProblem.Incomplete, upload);
        }

        var hash = await HashAsync(DataPath(upload), cancellationToken).ConfigureAwait(false);
        if (sha256 is not null && !string.Equals(sha256, hash, StringComparison.OrdinalIgnoreCase))
        {
            return (UploadProblem.WrongHash, upload);
        }

        var complete = upload with { Sha256 = hash };
        await SaveAsync(complete, cancellationToken).ConfigureAwait(false);
        return (UploadProblem.None, complete);
    }

    /// <summary>Takes over a file of this machine, without a copy of it travelling anywhere.</summary>
    public async Task<Upload> CopyAsync(int shopId, string path, CancellationToken cancellationToken)
    {
        var upload = new Upload(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), shopId, ShownName(Path.GetFileName(path)), new FileInfo(path).Length);
        try
        {
            File.Copy(path, DataPath(upload));
            var complete = upload with { Sha256 = await HashAsync(DataPath(upload), cancellationToken).ConfigureAwait(false) };
            await SaveAsync(complete, cancellationToken).ConfigureAwait(false);
            return complete;
        }
        catch
        {
            // A full disk, most often: a piece of the file would only make it fuller.
            Delete(upload);
            throw;
        }
    }

    public void Delete(Upload upload)
    {
        File.Delete(DataPath(upload));
        File.Delete(InfoPath(upload.ShopId, upload.Id));
    }

    private FileStream? TryOpen(Upload upload)
    {
        try
        {
            return new FileStream(DataPath(upload), FileMode.Open, FileAccess.Write, FileShare.Read, 1 << 16, FileOptions.Asynchronous);
        }
        catch (IOException exception) when (exception is not FileNotFoundException)
        {
            return null;
        }
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        var file = File.OpenRead(path);
        if (file.Length <= SmallBytes)
        {
            using (file)
            {
                return Hash(file);
            }
        }

        await using (file.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
        }
    }

    private static string Hash(FileStream file) => Convert.ToHexStringLower(SHA256.HashData(file));

    private static string ShownName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var shown = string.Concat(last.Where(letter => !char.IsControl(letter)));
        return shown.Length > NameLimit ? shown[^NameLimit..] : shown;
    }

    private async Task SaveAsync(Upload upload, CancellationToken cancellationToken)
    {
        var path = InfoPath(upload.ShopId, upload.Id);
        await File.WriteAllBytesAsync(path + ".tmp", JsonSerializer.SerializeToUtf8Bytes(upload, JsonSerializerOptions.Web), cancellationToken).ConfigureAwait(false);
        File.Move(path + ".tmp", path, overwrite: true);
    }

    private void RemoveAbandoned(int shopId)
    {
        var oldest = clock.GetUtcNow().UtcDateTime.AddDays(-options.Value.KeepDays);
        foreach (var file in Directory.EnumerateFiles(Folder(shopId)).Where(file => File.GetLastWriteTimeUtc(file) < oldest))
        {
            File.Delete(file);
        }
    }

    private string InfoPath(int shopId, string id) => Path.Combine(Folder(shopId), id + ".json");

    private string Folder(int shopId) => dataFolder.Folder("uploads", shopId.ToString(CultureInfo.InvariantCulture));
}
