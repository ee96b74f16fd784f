using Hub.Core.Parties;
using Hub.Payments;
using Hub.Payments.Storage;
using Hub.Postal;
using Hub.Postal.Storage;
using Hub.Storage.Modules;

namespace Hub.ContractTests;

/// <summary>What the stores under test consist of: all that ships.</summary>
internal static class Stores
{
    public static PartyList Parties { get; } = new([PostalDescriptor.Party, PaymentsDescriptor.Party]);

    public static StoreModules Modules { get; } = new([PostalStore.Module, PaymentsStore.Module]);
}
