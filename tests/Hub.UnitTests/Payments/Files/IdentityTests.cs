using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Hub.UnitTests.Payments.Files;

public sealed class IdentityTests
{
    private static readonly Gen<(long Amount, string Tail)[]> Movements = (
        from amount in Gen.Choose(1, 3)
        from tail in Gen.Elements("A", "B//X", "NONREF", "C\n:86:LE PHI")
        select (amount * 1000L, tail)).ArrayOf().Resize(30);

    [Fact]
    public void Every_line_has_an_identity_of_its_own_and_keeps_it() => Check(movements =>
    {
        var file = Sample.Message(1000, movements);

        var first = Identities(file);
        Assert.Equal(movements.Length, first.Distinct().Count());
        Assert.Equal(first, Identities(file));
    });

    [Fact]
    public void Lines_in_another_order_are_the_same_lines() => Check(movements =>
        Assert.Equal(Identities(Sample.Message(1000, movements)).Order(), Identities(Sample.Message(1000, Enumerable.Reverse(movements))).Order()));

    [Fact]
    public void An_overlapping_file_adds_only_what_is_new() => Check(movements =>
    {
        var half = Identities(Sample.Message(1000, movements.Take(movements.Length / 2)));

        var whole = Identities(Sample.Message(1000, movements));

        Assert.Equal(movements.Length - half.Count, whole.Except(half).Count());
    });

    [Fact]
    public void The_same_text_wrapped_otherwise_is_the_same_line()
    {
        var one = Sample.Message(0, [(8000, "A\n:86:CT DEN 970436 NGUYEN VAN A H40DB2K7Q9X")]);

        Assert.Equal(Identities(one), Identities(one.Replace("VAN A ", "VAN\nA ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_balance_that_moves_on_does_not_make_a_line_new() =>
        Assert.Equal(Identities(Sample.Message(1000, [(5, "A")])), Identities(Sample.Message(900, [(5, "A")])));

    private static void Check(Action<(long Amount, string Tail)[]> holds) => FsCheck.Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Movements.ToArbitrary(), holds));

    private static List<string> Identities(string file) => [.. Sample.Read(file).Lines().Select(line => line.Identity())];
}
