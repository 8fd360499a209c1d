using System.Runtime.InteropServices;

namespace MerchantStudio.Core.Onnx.Sessions;

/// <summary>Everything that a training step reads but its batch: weights, optimiser, step number. Immutable by habit.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Values">Elements of each state variable by name.</param>
public sealed record TrainingState(long Step, IReadOnlyDictionary<string, float[]> Values)
{
    private const uint Magic = 0x4B43_534D; // "MSCK"

    // Counts up whenever what follows the magic number changes.
    private const int Format = 2;

    /// <summary>Which graph took the steps, see <see cref="Graphs.OnnxGraph.Key"/>; empty for weights that belong to no graph yet.</summary>
    public string GraphKey { get; init; } = string.Empty;

    /// <exception cref="InvalidDataException">The state is of another graph.</exception>
    public ReadOnlySpan<float> Of(StateVariable variable) =>
        Values.TryGetValue(variable.Name, out var values) && values.Length == variable.Input.Shape.ElementCount
            ? values
            : throw new InvalidDataException($"The state holds no '{variable.Name}' of shape {variable.Input.Shape}.");

    /// <summary>Writes a checkpoint: the file is whole or is not there.</summary>
    public void Save(string path)
    {
        var temporary = path + ".partial";
        using (var writer = new BinaryWriter(File.Create(temporary)))
        {
            writer.Write(Magic);
            writer.Write(Format);
            writer.Write(GraphKey);
            writer.Write(Step);
            writer.Write(Values.Count);
            foreach (var (name, values) in Values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                writer.Write(name);
                writer.Write(values.Length);
                writer.Write(MemoryMarshal.AsBytes<float>(values));
            }
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <exception cref="InvalidDataException">The file is not a checkpoint, or one of another version of the program.</exception>
    public static TrainingState Load(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        try
        {
            if (reader.ReadUInt32() != Magic)
            {
                throw new InvalidDataException($"{path} is not a checkpoint.");
            }

            var format = reader.ReadInt32();
            return format == Format
                ? ReadContent(reader)
                : throw new InvalidDataException($"The checkpoint is of format {format}; this version of the program reads format {Format}.");
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException($"{path} is cut off.", e);
        }
    }

    private static TrainingState ReadContent(BinaryReader reader)
    {
        var (graph, step) = (reader.ReadString(), reader.ReadInt64());
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var name = reader.ReadString();
            values.Add(name, ReadFloats(reader));
        }

        return new TrainingState(step, values) { GraphKey = graph };
    }

    private static float[] ReadFloats(BinaryReader reader)
    {
        var values = new float[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
