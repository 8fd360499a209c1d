using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Import;

/// <summary>Asks about currencies and states of orders that the file leaves open; the answers are kept with its mapping.</summary>
public sealed partial class CheckQuestions
{
    private readonly Dictionary<string, OrderStatus> _meanings = new(StringComparer.Ordinal);

    [Inject]
    public required IStringLocalizer<Imports> L { get; init; }

    [Inject]
    public required StudioFormat Format { get; init; }

    [Inject]
    public required StudioState State { get; init; }

    [Parameter, EditorRequired]
    public required ImportSummary Summary { get; set; }

    [Parameter, EditorRequired]
    public required ColumnMapping Mapping { get; set; }

    /// <summary>Whether the shop has no imported data yet, so that its currency may still change.</summary>
    [Parameter]
    public bool ShopIsEmpty { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    /// <summary>Told the mapping with the answers.</summary>
    [Parameter]
    public EventCallback<ColumnMapping> OnAnswer { get; set; }

    /// <summary>Told the currency that the shop is to have.</summary>
    [Parameter]
    public EventCallback<string> OnCurrency { get; set; }

    private string? OtherCurrency => Summary.Currencies.FirstOrDefault(currency => currency.Currency != State.Shop.Currency)?.Currency;

    private OrderStatus Meaning(string words) => _meanings.GetValueOrDefault(words, OrderStatus.Completed);

    private void Mean(string words, ChangeEventArgs change)
    {
        if (Enum.TryParse<OrderStatus>(change.Value?.ToString(), out var meaning))
        {
            _meanings[words] = meaning;
        }
    }

    private Task ChooseAsync(ChangeEventArgs change) => Enum.TryParse<OtherCurrencyRule>(change.Value?.ToString(), out var rule)
        ? OnAnswer.InvokeAsync(Mapping with { OtherCurrencies = rule })
        : Task.CompletedTask;

    private Task SaveAsync()
    {
        var statuses = new Dictionary<string, OrderStatus>(Mapping.Statuses, StringComparer.Ordinal);
        foreach (var status in Summary.UnknownStatuses)
        {
            statuses[status.Words] = Meaning(status.Words);
        }

        return OnAnswer.InvokeAsync(Mapping with { Statuses = statuses });
    }
}
