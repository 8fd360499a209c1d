namespace MerchantStudio.Core.Evaluation;

/// <summary>What rank an item gets when others have the same score.</summary>
public enum TieRule
{
    /// <summary>The lower item number first; a time split numbers items from the most to the least popular.</summary>
    LowerItemFirst = 0,

    /// <summary>1 + items scored higher + half of the others scored equal: free of any order.</summary>
    Middle = 1,
}

/// <summary>Which items a list may hold.</summary>
public enum CandidateRule
{
    /// <summary>The whole catalogue.</summary>
    AllItems = 0,

    /// <summary>The catalogue without the items of the customer's history.</summary>
    NewToCustomer = 1,
}
