using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Pipeline.Actions;

/// <summary>What is wrong with an action that somebody wants to make or change.</summary>
public enum ActionProblem
{
    NoName,
    NameTooLong,
    NoteTooLong,
    HoldoutOutOfRange,
    DaysOutOfRange,
    NobodyOnTheList,
    SentInTheFuture,
}

/// <summary>An action was not made or changed; nothing was written.</summary>
public sealed class ActionRefusedException(ActionProblem problem) : InvalidOperationException(Sentence(problem))
{
    public ActionProblem Problem { get; } = problem;

    internal static void ThrowIfWrong(ActionDraft draft)
    {
        ThrowIfWrong(draft.Name, draft.Note);
        ThrowIf(!(draft.HoldoutShare >= 0 && draft.HoldoutShare <= ActionDraft.MostHoldout), ActionProblem.HoldoutOutOfRange);
        ThrowIf(draft.MeasureDays is < 1 or > ActionDraft.MostMeasureDays, ActionProblem.DaysOutOfRange);
    }

    internal static void ThrowIfWrong(string name, string? note)
    {
        ThrowIf(string.IsNullOrWhiteSpace(name), ActionProblem.NoName);
        ThrowIf(name.Trim().Length > ActionDraft.NameMaxLength, ActionProblem.NameTooLong);
        ThrowIf(note?.Length > ActionDraft.NoteMaxLength, ActionProblem.NoteTooLong);
    }

    private static void ThrowIf(bool isWrong, ActionProblem problem)
    {
        if (isWrong)
        {
            throw new ActionRefusedException(problem);
        }
    }

    private static string Sentence(ActionProblem problem) => problem switch
    {
        ActionProblem.NoName => "An action needs a name.",
        ActionProblem.NameTooLong => $"A name has at most {ActionDraft.NameMaxLength} characters.",
        ActionProblem.NoteTooLong => $"A note has at most {ActionDraft.NoteMaxLength} characters.",
        ActionProblem.HoldoutOutOfRange => $"The share held out lies between 0 and {ActionDraft.MostHoldout:0.#}.",
        ActionProblem.DaysOutOfRange => $"An action is measured over 1 to {ActionDraft.MostMeasureDays} days.",
        ActionProblem.SentInTheFuture => "An action cannot have been sent on a day that is still to come.",
        _ => "Nobody on the list is a customer of the shop to whom something may be sent.",
    };
}
