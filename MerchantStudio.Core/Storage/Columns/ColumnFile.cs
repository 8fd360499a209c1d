using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using MerchantStudio.Core.Domain;
using Microsoft.Win32.SafeHandles;

namespace MerchantStudio.Core.Storage.Columns;

/// <summary>
/// A column file, memory-mapped. Spans and tables taken from it are valid until it is disposed; whoever hands them out
/// must see to that.
/// </summary>
internal sealed unsafe class ColumnFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly Dictionary<string, ColumnSection> _sections;
    private bool _disposed;

    private ColumnFile(SafeFileHandle handle, MemoryMappedFile map, MemoryMappedViewAccessor view, byte* start, long length)
    {
        (_handle, _map, _view, Length) = (handle, map, view, length);
        _start = start;
        _sections = ReadTable();
    }

    public long Length { get; }

    /// <exception cref="ColumnFileException">The file is missing, cut short or of another format.</exception>
    public static ColumnFile Open(string path)
    {
        var length = LengthOf(path);
        if (length < sizeof(ulong) + ColumnFormat.TrailerBytes)
        {
            throw new ColumnFileException($"The column file {Path.GetFileName(path)} has {length} bytes.");
        }

        MemoryMappedFile? map = null;
        MemoryMappedViewAccessor? view = null;
        try
        {
            // Deleting must stay possible while readers are at work.
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1);
            map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            byte* start = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            return new ColumnFile(file.SafeFileHandle, map, view, start + view.PointerOffset, length);
        }
        catch
        {
            view?.Dispose();
            map?.Dispose();
            throw;
        }
    }

    // A link has the length of its text; what counts is the file behind it.
    private static long LengthOf(string path) =>
        File.Exists(path) ? ((FileInfo?)File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)).Length : 0;

    public bool Has(string name) => _sections.ContainsKey(name);

    /// <summary>The section as values of <typeparamref name="T"/>, in place; empty when the file has no such section.</summary>
    public ReadOnlySpan<T> Column<T>(string name)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _sections.TryGetValue(name, out var section)
            ? new ReadOnlySpan<T>(_start + section.Offset, checked((int)(section.Length / Unsafe.SizeOf<T>())))
            : [];
    }

    /// <summary>
    /// Copies a section into the caller's memory, for whoever goes through a file once: what is read in place stays in the
    /// process's memory until the system wants it back.
    /// </summary>
    /// <returns>False, with nothing read, when the file has no such section.</returns>
    public bool Read<T>(string name, Span<T> destination)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_sections.TryGetValue(name, out var section))
        {
            return false;
        }

        var bytes = MemoryMarshal.AsBytes(destination);
        if (bytes.Length != section.Length)
        {
            throw new ColumnFileException($"The section {name} has {section.Length} bytes instead of {bytes.Length}.");
        }

        for (var done = 0; done < bytes.Length;)
        {
            var read = RandomAccess.Read(_handle, bytes[done..], section.Offset + done);
            done += read > 0 ? read : throw new ColumnFileException($"The section {name} is cut short.");
        }

        return true;
    }

    public bool HasStrings(string name) => Has(name + ".ends");

    public StringTable Strings(string name) => new(this, name);

    /// <summary>Reads everything once.</summary>
    /// <exception cref="ColumnFileException">A section does not have the checksum that it was written with.</exception>
    public void Verify()
    {
        foreach (var section in _sections.Values)
        {
            var checksum = new BlockChecksum();
            for (var done = 0L; done < section.Length;)
            {
                var piece = (int)Math.Min(section.Length - done, 1 << 20);
                checksum.Append(new ReadOnlySpan<byte>(_start + section.Offset + done, piece));
                done += piece;
            }

            if (checksum.Finish() != section.Checksum)
            {
                throw new ColumnFileException($"The section {section.Name} is damaged.");
            }
        }
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _map.Dispose();
        }
    }

    internal ReadOnlySpan<byte> Bytes(string name, long from, int length)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new ReadOnlySpan<byte>(_start + _sections[name].Offset + from, length);
    }

    private Dictionary<string, ColumnSection> ReadTable()
    {
        var trailer = new ReadOnlySpan<byte>(_start + Length - ColumnFormat.TrailerBytes, ColumnFormat.TrailerBytes);
        var offset = BinaryPrimitives.ReadInt64LittleEndian(trailer);
        var bytes = BinaryPrimitives.ReadInt64LittleEndian(trailer[8..]);
        if (BinaryPrimitives.ReadUInt64LittleEndian(trailer[24..]) != ColumnFormat.Magic
            || BinaryPrimitives.ReadUInt64LittleEndian(new ReadOnlySpan<byte>(_start, 8)) != ColumnFormat.Magic
            || bytes is < 4 or > int.MaxValue || offset < 0 || offset + bytes + ColumnFormat.TrailerBytes != Length)
        {
            throw new ColumnFileException("The file is cut short or is not a column file of this version.");
        }

        var table = new ReadOnlySpan<byte>(_start + offset, (int)bytes).ToArray();
        return StableHash.Of(table) == BinaryPrimitives.ReadUInt64LittleEndian(trailer[16..])
            ? Parse(table, offset)
            : throw new ColumnFileException("The table of the column file is damaged.");
    }

    private static Dictionary<string, ColumnSection> Parse(byte[] table, long end)
    {
        using var reader = new BinaryReader(new MemoryStream(table), Encoding.UTF8);
        var count = reader.ReadInt32();
        var sections = new Dictionary<string, ColumnSection>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var section = new ColumnSection(reader.ReadString(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadUInt64());
            if (section.Offset < 0 || section.Length < 0 || section.Offset + section.Length > end)
            {
                throw new ColumnFileException($"The section {section.Name} lies outside the file.");
            }

            sections.Add(section.Name, section);
        }

        return sections;
    }
}
