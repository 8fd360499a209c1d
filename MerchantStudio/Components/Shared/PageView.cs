namespace MerchantStudio.Components.Shared;

/// <summary>The states of a page, in the order in which they are looked at.</summary>
public enum PageState
{
    Loading,
    Failed,
    Empty,
    Filled,
}

/// <summary>What a page shows now.</summary>
/// <param name="State">One of four.</param>
/// <param name="ErrorId">The id to quote when <see cref="PageState.Failed"/>.</param>
public sealed record PageView(PageState State, string? ErrorId = null)
{
    public static PageView Loading { get; } = new(PageState.Loading);
    public static PageView Empty { get; } = new(PageState.Empty);
    public static PageView Filled { get; } = new(PageState.Filled);
}
