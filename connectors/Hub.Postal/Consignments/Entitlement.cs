using Hub.Postal.Names;

namespace Hub.Postal.Consignments;

/// <summary>Who may receive a result.</summary>
public static class Entitlement
{
    /// <summary>The person named is one of the list, or, where there is no list, the receiver; and where the list gives the number of an identity paper, that paper was seen and bears it.</summary>
    public static bool MayReceive(Consignment consignment, ActPerson person) => consignment.MayReceive.Count == 0
        ? PersonName.Same(consignment.Receiver.Name, person.Name) && person.Relation is "self"
        : consignment.MayReceive.Any(one => PersonName.Same(one.Name, person.Name) && one.Relation == person.Relation && (one.IdentityNumber is not { } number || IsShown(number, person)));

    /// <summary>The person is on the list, and only the number of the identity paper that the list gives was not noted.</summary>
    public static bool LacksNumber(Consignment consignment, ActPerson person) =>
        person.IdentityNumber is null && consignment.MayReceive.Any(one => one.IdentityNumber is not null && PersonName.Same(one.Name, person.Name) && one.Relation == person.Relation);

    /// <summary>Of somebody of whom only the name was told.</summary>
    /// <returns>The relation that the name has in the list; null for allowed where the list wants the number of a paper, of which nothing was told.</returns>
    public static (string Relation, bool? IsAllowed) OfName(Consignment consignment, string name) =>
        consignment.MayReceive.FirstOrDefault(one => PersonName.Same(one.Name, name)) is { } listed ? (listed.Relation, listed.IdentityNumber is null ? true : null)
        : !PersonName.Same(consignment.Receiver.Name, name) ? ("other", false)
        : ("self", consignment.MayReceive.Count == 0);

    private static bool IsShown(string number, ActPerson person) => person is { IdentityChecked: true, IdentityNumber: { } shown } && Digits(shown) == Digits(number);

    private static string Digits(string number) => string.Concat(number.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
