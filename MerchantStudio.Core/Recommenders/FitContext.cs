using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics.Dense;

namespace MerchantStudio.Core.Recommenders;

/// <summary>What surrounds a fit: chance, time, device and somebody who watches.</summary>
public sealed record FitContext
{
    /// <summary>All randomness of the fit comes from here.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The clock that <see cref="TimeBudget"/> is measured with.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>An iterative model stops at the end of the round in which this is spent; null: as long as it takes.</summary>
    public TimeSpan? TimeBudget { get; init; }

    /// <summary><c>auto</c>, <c>cpu</c>, <c>webgpu</c> or <c>cuda</c>; models that only know the processor ignore it.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Processor threads that the fit may use.</summary>
    public int MaxThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>Receives progress, from whatever thread does the work.</summary>
    public Action<FitProgress>? Progress { get; init; }

    /// <summary>
    /// Scores a half-trained model on validation customers (higher is better), for early stopping; null when nothing is held
    /// out. Never given test customers.
    /// </summary>
    public Func<IRecommenderModel, double>? Validate { get; init; }

    /// <summary>Dense products; the managed ones unless an engine is plugged in.</summary>
    public IDenseAlgebra Algebra { get; init; } = ManagedDenseAlgebra.Instance;

    /// <summary>
    /// An iterative model leaves its state here between rounds, and goes on from what it finds: give the same folder to the same
    /// fit only. Null: nothing is kept.
    /// </summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>
    /// A fit of the same model to a part of the same data, with the same settings: an iterative model may go on from it instead of
    /// beginning anew. Null: from the beginning.
    /// </summary>
    public WarmStart? WarmStart { get; init; }

    /// <summary>Told where an iterative model is computed, as soon as that is known.</summary>
    public Action<EngineUse>? OnEngine { get; init; }

    /// <summary>Takes a sentence for the log of whoever asked for the fit, such as a checkpoint that was of no use.</summary>
    public Action<string>? Say { get; init; }

    /// <summary>Bytes that a fit may hold; one that would need more says so instead of beginning.</summary>
    public long MemoryLimit { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    public void Report(string stage, double fraction, IReadOnlyDictionary<string, double>? values = null) =>
        Progress?.Invoke(new FitProgress(stage, fraction, values));
}

/// <param name="Stage">Resource key of what is being done, such as <c>Factorise</c>.</param>
/// <param name="Fraction">Share of the fit that is done, 0 to 1.</param>
/// <param name="Values">Live figures by name, such as <c>loss</c>; null when there are none.</param>
public sealed record FitProgress(string Stage, double Fraction, IReadOnlyDictionary<string, double>? Values);

/// <param name="Model">The fit to go on from; stays its owner's.</param>
/// <param name="Data">What it was fitted to.</param>
public sealed record WarmStart(IRecommenderModel Model, InteractionData Data);

/// <summary>What a fit will take, counted before it begins.</summary>
/// <param name="Operations">Multiplications and additions.</param>
/// <param name="MemoryBytes">Most memory that it holds at once.</param>
public sealed record FitCost(double Operations, long MemoryBytes);

/// <summary>Below these a model is not worth training; shown as "have / need".</summary>
public sealed record DataNeeds
{
    public int MinCustomers { get; init; } = 1;

    /// <summary>Customers with at least two baskets.</summary>
    public int MinReturningCustomers { get; init; }

    public int MinItems { get; init; } = 2;

    public int MinInteractions { get; init; } = 1;

    /// <summary>Most items that the model can hold; null: no limit of its own.</summary>
    public int? MaxItems { get; init; }
}

/// <summary>The catalogue has more items than a model can hold in bounded memory.</summary>
public sealed class CatalogueTooLargeException(string model, int items, int limit)
    : Exception($"{model} holds at most {limit} items (it needs items × items numbers); this catalogue has {items}.")
{
    public string Model { get; } = model;

    public int Items { get; } = items;

    public int Limit { get; } = limit;
}

/// <summary>A fit would need more memory than there is.</summary>
public sealed class NotEnoughMemoryException(string model, long need, long have) : Exception(string.Create(
    System.Globalization.CultureInfo.InvariantCulture, $"{model} would need about {need / Gigabyte:0.0} GB of memory for this catalogue; there are {have / Gigabyte:0.0} GB."))
{
    private const double Gigabyte = 1L << 30;

    public string Model { get; } = model;

    /// <summary>Bytes.</summary>
    public long Need { get; } = need;

    /// <summary>Bytes.</summary>
    public long Have { get; } = have;
}
