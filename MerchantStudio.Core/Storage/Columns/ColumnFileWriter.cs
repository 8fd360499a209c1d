using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Storage.Columns;

/// <summary>
/// Writes a column file section by section, sequentially. Until <see cref="Complete"/> has returned the file is not
/// readable; the caller writes to a temporary name and renames.
/// </summary>
internal sealed class ColumnFileWriter : IDisposable
{
    private static readonly byte[] s_zeros = new byte[ColumnFormat.Alignment];
    private readonly FileStream _file;
    private readonly List<ColumnSection> _sections = [];
    private long _position;
    private Task _flushing = Task.CompletedTask;

    public ColumnFileWriter(string path)
    {
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        Span<byte> magic = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(magic, ColumnFormat.Magic);
        Append(magic);
    }

    /// <summary>Hash over the names and contents of all sections written so far.</summary>
    public ulong ContentHash => ColumnSection.HashOf(_sections);

    public void Write<T>(string name, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        using var section = Begin(name);
        section.Append(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Writes texts as two sections: end offsets and UTF-8 bytes.</summary>
    public void WriteStrings(string name, IReadOnlyList<string?> values)
    {
        var offsets = new long[values.Count + 1];
        using (var bytes = Begin(name + ".utf8"))
        {
            var buffer = new byte[256];
            for (var i = 0; i < values.Count; i++)
            {
                var text = values[i] ?? "";
                var most = Encoding.UTF8.GetMaxByteCount(text.Length);
                buffer = buffer.Length < most ? new byte[most * 2] : buffer;
                var length = Encoding.UTF8.GetBytes(text, buffer);
                bytes.Append(buffer.AsSpan(0, length));
                offsets[i + 1] = offsets[i] + length;
            }
        }

        Write<long>(name + ".ends", offsets);
    }

    /// <summary>Writes a table's texts, in the order of their codes, as two sections like <see cref="WriteStrings"/>.</summary>
    public void WriteTexts(string name, Utf8Table texts) => WriteTexts(name, texts.Count, code => texts[code]);

    /// <summary>Writes texts as two sections like <see cref="WriteStrings"/>, each asked for twice.</summary>
    public void WriteTexts(string name, int count, Func<int, ReadOnlySpan<byte>> textOf)
    {
        using (var bytes = Begin(name + ".utf8"))
        {
            for (var i = 0; i < count; i++)
            {
                bytes.Append(textOf(i));
            }
        }

        using var ends = Begin(name + ".ends");
        var (piece, filled, end) = (new long[1 << 10], 1, 0L);
        for (var i = 0; i < count; i++)
        {
            if (filled == piece.Length)
            {
                ends.Append<long>(piece);
                filled = 0;
            }

            end += textOf(i).Length;
            piece[filled++] = end;
        }

        ends.Append<long>(piece.AsSpan(0, filled));
    }

    /// <summary>
    /// Makes room for a section of so many values that is appended to while others are; whoever reserves it must fill it
    /// and dispose it before the file is complete.
    /// </summary>
    public SectionWriter Reserve<T>(string name, int values)
        where T : unmanaged
    {
        var padding = (int)(-_position & (ColumnFormat.Alignment - 1));
        Append(s_zeros.AsSpan(0, padding));
        var start = _position;
        _position += (long)values * Unsafe.SizeOf<T>();
        _file.Position = _position;
        return new SectionWriter(this, name, start, _position - start);
    }

    /// <summary>Starts a section that is appended to piece by piece; dispose it before the next one starts.</summary>
    public SectionWriter Begin(string name)
    {
        var padding = (int)(-_position & (ColumnFormat.Alignment - 1));
        Append(s_zeros.AsSpan(0, padding));
        return new SectionWriter(this, name, _position);
    }

    /// <summary>Writes the table and, unless told otherwise, brings everything to the disk.</summary>
    public void Complete(bool flushToDisk = true)
    {
        var table = Table();
        Span<byte> trailer = stackalloc byte[ColumnFormat.TrailerBytes];
        BinaryPrimitives.WriteInt64LittleEndian(trailer, _position);
        BinaryPrimitives.WriteInt64LittleEndian(trailer[8..], table.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(trailer[16..], StableHash.Of(table));
        BinaryPrimitives.WriteUInt64LittleEndian(trailer[24..], ColumnFormat.Magic);
        Append(table);
        Append(trailer);
        _file.Flush(flushToDisk);
    }

    /// <summary>Has the disk take what has been written so far, beside what is written next; nothing while that is going on.</summary>
    public void BeginFlush()
    {
        if (_flushing.IsCompleted)
        {
            var handle = _file.SafeFileHandle;
            _flushing = Task.Run(() => RandomAccess.FlushToDisk(handle));
        }
    }

    public void Dispose()
    {
        // What it ended with does not matter: the last flush says it again.
        Task.WhenAny(_flushing).Wait();
        _file.Dispose();
    }

    private byte[] Table()
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
        writer.Write(_sections.Count);
        foreach (var section in _sections)
        {
            writer.Write(section.Name);
            writer.Write(section.Offset);
            writer.Write(section.Length);
            writer.Write(section.Checksum);
        }

        writer.Flush();
        return memory.ToArray();
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _file.Write(bytes);
        _position += bytes.Length;
    }

    /// <summary>One section being written; its checksum runs over 64 KiB blocks, whatever the pieces are.</summary>
    /// <param name="owner">The file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="reserved">Its length where room was made for it; null for a section at the end of the file.</param>
    internal sealed class SectionWriter(ColumnFileWriter owner, string name, long start, long? reserved = null) : IDisposable
    {
        private readonly BlockChecksum _checksum = new();
        private long _written;

        public void Append(ReadOnlySpan<byte> bytes)
        {
            _checksum.Append(bytes);
            if (reserved is null)
            {
                owner.Append(bytes);
            }
            else
            {
                RandomAccess.Write(owner._file.SafeFileHandle, bytes, start + _written);
            }

            _written += bytes.Length;
        }

        public void Append<T>(ReadOnlySpan<T> values)
            where T : unmanaged => Append(MemoryMarshal.AsBytes(values));

        public void Dispose() => owner._sections.Add(new ColumnSection(name, start, _written, _checksum.Finish()));
    }
}
