using MerchantStudio.Core.Onnx.Graphs;
using MerchantStudio.Core.Onnx.Native;
using MerchantStudio.Core.Onnx.Providers;

namespace MerchantStudio.Core.Onnx.Sessions;

/// <summary>
/// Runs a training graph step by step. The state stays on the device, in two sets of buffers: a step reads one and writes the
/// other, and then they swap. While the device computes, the next batch is filled. Not safe for several threads at once.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2213", Justification = "What is owned is closed in one place, in the opposite order of its making.")]
public sealed class TrainingSession : IDisposable
{
    private readonly TrainingGraph _graph;
    private readonly Owned _owned = new();
    private readonly LoadedGraph _loaded;
    private readonly StateTransfer _transfer;
    private readonly StepBuffers[] _buffers;
    private readonly IReadOnlyList<OrtValue>[] _state;

    internal TrainingSession(OnnxEngine engine, TrainingGraph graph, ExecutionProvider provider, SessionSettings settings)
    {
        _graph = graph;
        using var turn = new DeviceTurn(provider.Gate);
        try
        {
            _loaded = _owned.Hold(new LoadedGraph(engine, graph.Graph, provider, settings));
            _transfer = _owned.Hold(new StateTransfer(engine, graph, provider));
            _state = [OnDevice(), OnDevice()];
            _buffers = [Buffers(0, 1), Buffers(1, 0)];
            Restore(new TrainingState(Step: 0, graph.State.ToDictionary(variable => variable.Name, variable => variable.Initial)));
        }
        catch
        {
            // The device may have room for one set of buffers and not for the other.
            _owned.Dispose();
            throw;
        }
    }

    /// <summary>Steps taken so far.</summary>
    public long Step { get; private set; }

    /// <summary>What the provider lacks and the processor does instead.</summary>
    public PlacementReport Placement => _loaded.Placement;

    /// <summary>Bytes of weights and optimiser state on the device.</summary>
    public long StateBytes => 2 * _graph.State.Sum(variable => variable.Input.Shape.ElementCount * variable.Input.Type.Bytes());

    /// <summary>Key of the graph that takes the steps; checkpoints carry it.</summary>
    public string GraphKey => _graph.Graph.Key;

    private int Side => (int)(Step % 2);

    /// <summary>Takes steps until the source is empty. Cancelling stops between two steps.</summary>
    /// <param name="onStep">Called after each step with its number (from 1) and its loss.</param>
    /// <exception cref="TrainingDivergedException">The loss is not a number any more.</exception>
    public void Run(IBatchSource batches, Action<long, float> onStep, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(onStep);
        var more = Fill(batches, Step);
        while (more)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var buffers = _buffers[Side];
            var compute = Task.Run(() => buffers.Run(_loaded), CancellationToken.None);
            try
            {
                more = Fill(batches, Step + 1);
            }
            finally
            {
                // Whatever happens to the batch, the device must be done with the buffers before anybody frees them.
                compute.GetAwaiter().GetResult();
            }

            Step++;
            onStep(Step, Checked(buffers.Loss));
        }
    }

    /// <summary>Reads the whole state from the device: weights, optimiser and step number. Training goes on from it exactly.</summary>
    public TrainingState Snapshot() => _transfer.Download(Step, _state[Side]) with { GraphKey = GraphKey };

    /// <summary>Puts a state back, as if its steps had just been taken.</summary>
    /// <exception cref="InvalidDataException">The state was made by another graph.</exception>
    public void Restore(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.GraphKey.Length > 0 && state.GraphKey != GraphKey)
        {
            throw new InvalidDataException(
                $"The checkpoint was made by another graph ({state.GraphKey[..12]}) than the one that is trained ({GraphKey[..12]}).");
        }

        Step = state.Step;
        _transfer.Upload(state, _state[Side]);
    }

    /// <summary>Stops the profiler that the settings asked for; returns its file.</summary>
    public string EndProfiling() => _loaded.Session.EndProfiling();

    public void Dispose()
    {
        using var turn = _loaded.Turn();
        _owned.Dispose();
    }

    private List<OrtValue> OnDevice() => [.. _graph.State.Select(variable => _owned.Hold(_loaded.OnDevice(variable.Input)))];

    private StepBuffers Buffers(int read, int written) => _owned.Hold(new StepBuffers(_loaded, _graph, _state[read], _state[written]));

    private bool Fill(IBatchSource batches, long step)
    {
        var inputs = _buffers[step % 2].Inputs;
        if (!batches.TryFill(inputs))
        {
            return false;
        }

        _graph.FillStep(step + 1, inputs);
        return true;
    }

    private float Checked(float loss) => float.IsFinite(loss) ? loss : throw new TrainingDivergedException(Step, loss);
}

/// <summary>The loss is not a number any more; the weights are of no use.</summary>
public sealed class TrainingDivergedException(long step, float loss)
    : Exception($"The loss became {loss} at step {step}: the learning rate is too high for this data.")
{
    public long Step { get; } = step;
}
