using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.CustomerWork;

namespace MerchantStudio.Core.Pipeline.Actions;

/// <summary>A customer to whom an action is sent; name and e-mail only where the owner opted in to keeping them.</summary>
public sealed record TreatedCustomer(string Key, double? Score, Contact? Contact);

/// <summary>Those to whom an action is sent.</summary>
/// <param name="Action">The action.</param>
/// <param name="HasContacts">Whether the shop keeps names and e-mails at all.</param>
/// <param name="Customers">The highest score first.</param>
public sealed record TreatedList(CustomerAction Action, bool HasContacts, IReadOnlyList<TreatedCustomer> Customers);
