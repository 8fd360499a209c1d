using Microsoft.AspNetCore.Components;
using Radzen;

namespace MerchantStudio.Components.Shared;

/// <summary>What to ask before doing it.</summary>
/// <param name="Title">The question.</param>
/// <param name="Text">What it will change and what it keeps.</param>
/// <param name="Yes">The act, as a verb: “Undo the import”, not “OK”.</param>
/// <param name="No">The way out.</param>
/// <param name="Dangerous">Whether the act takes something away.</param>
public sealed record Question(string Title, string Text, string Yes, string No, bool Dangerous = false);

public sealed partial class ConfirmDialog
{
    [Inject]
    public required DialogService Dialogs { get; init; }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    [Parameter, EditorRequired]
    public required string Yes { get; set; }

    [Parameter, EditorRequired]
    public required string No { get; set; }

    [Parameter]
    public bool Dangerous { get; set; }

    /// <summary>True when the reader said yes; closing the dialog says no.</summary>
    public static async Task<bool> AskAsync(DialogService dialogs, Question question)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        ArgumentNullException.ThrowIfNull(question);
        var answer = await dialogs.OpenAsync<ConfirmDialog>(question.Title, new Dictionary<string, object?>
        {
            [nameof(Text)] = question.Text,
            [nameof(Yes)] = question.Yes,
            [nameof(No)] = question.No,
            [nameof(Dangerous)] = question.Dangerous,
        });
        return answer is true;
    }
}
