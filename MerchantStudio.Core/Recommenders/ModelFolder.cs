using System.Runtime.InteropServices;
using System.Text.Json;

namespace MerchantStudio.Core.Recommenders;

/// <summary>
/// How models lie on disk: <c>model.json</c> says what they are, each array is a file of its own (element count, then the
/// elements, little-endian). Whoever saves writes into a temporary folder and renames it, so that a folder is whole or absent.
/// </summary>
public static class ModelFolder
{
    private const string HeaderFile = "model.json";

    /// <param name="Name">Catalogue name of the recommender.</param>
    /// <param name="Format">Counts up when a recommender changes what it saves.</param>
    /// <param name="ItemCount">Size of the catalogue.</param>
    /// <param name="Settings">The settings of the fit.</param>
    public sealed record Header(string Name, int Format, int ItemCount, IReadOnlyDictionary<string, double> Settings)
    {
        public RecommenderSettings ToSettings() => new(Settings);
    }

    public static void WriteHeader(string folder, Header header) =>
        File.WriteAllText(Path.Combine(folder, HeaderFile), JsonSerializer.Serialize(header, JsonSerializerOptions.Web));

    /// <exception cref="InvalidDataException">There is no such model, or it is of another kind or format.</exception>
    public static Header ReadHeader(string folder, string name, int format)
    {
        var path = Path.Combine(folder, HeaderFile);
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{folder} holds no model: {HeaderFile} is missing.");
        }

        var header = JsonSerializer.Deserialize<Header>(File.ReadAllText(path), JsonSerializerOptions.Web);
        return header is { } found && found.Name == name && found.Format == format
            ? found
            : throw new InvalidDataException($"{folder} holds {header?.Name} of format {header?.Format}, not {name} of format {format}.");
    }

    public static void WriteArray<T>(string folder, string name, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        using var file = File.Create(Path.Combine(folder, name));
        file.Write(BitConverter.GetBytes((long)values.Length));
        const int Chunk = 1 << 24;
        for (var from = 0; from < values.Length; from += Chunk)
        {
            file.Write(MemoryMarshal.AsBytes(values.Slice(from, Math.Min(Chunk, values.Length - from))));
        }
    }

    /// <exception cref="InvalidDataException">The file is missing or shorter than it says.</exception>
    public static T[] ReadArray<T>(string folder, string name)
        where T : unmanaged
    {
        var path = Path.Combine(folder, name);
        try
        {
            using var file = File.OpenRead(path);
            Span<byte> length = stackalloc byte[sizeof(long)];
            file.ReadExactly(length);
            var values = new T[CheckedLength<T>(file, BitConverter.ToInt64(length), path)];
            const int Chunk = 1 << 24;
            for (var from = 0; from < values.Length; from += Chunk)
            {
                file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(from, Math.Min(Chunk, values.Length - from))));
            }

            return values;
        }
        catch (Exception e) when (e is FileNotFoundException or EndOfStreamException)
        {
            throw new InvalidDataException($"{path} is missing or cut short.", e);
        }
    }

    private static long CheckedLength<T>(FileStream file, long length, string path)
        where T : unmanaged
    {
        var elements = (file.Length - sizeof(long)) / Marshal.SizeOf<T>();
        return length == elements ? length : throw new InvalidDataException($"{path} says {length} elements and holds {elements}.");
    }
}
