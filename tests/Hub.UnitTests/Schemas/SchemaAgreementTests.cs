using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Hub.UnitTests.Schemas;

/// <summary>The compiled check may say yes only where NJsonSchema does, and should say no only where it does.</summary>
public sealed class SchemaAgreementTests
{
    private const int Documents = 20_000;

    [Theory]
    [InlineData(20261121UL, 7UL)]
    [InlineData(40UL, 1UL)]
    public async Task Both_checks_agree_on_data_bent_at_random(ulong seed, ulong gamma)
    {
        var catalogue = await SchemaSamples.CatalogueAsync();
        var samples = SchemaSamples.Of("good")
            .Select(s => (s.Type, Data: SchemaSamples.Read(s.File)))
            .Concat(SchemaSamples.Of("bad").Select(s => (s.Type, SchemaSamples.ReadBad(s.File).Data)))
            .ToArray();
        var sound = 0;
        var seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

        Prop.ForAll(seeds, Agree).Check(Config.QuickThrowOnFailure.WithMaxTest(Documents).WithReplay(seed, gamma));

        // A test in which everything is refused would prove nothing.
        Assert.InRange(sound, Documents / 10, Documents * 9 / 10);

        bool Agree(int number)
        {
            var (type, sample) = samples[number % samples.Length];
            catalogue.TryGet(type, out var schema);
            var data = new DataMutator(number).Mutate(sample);
            var violations = schema!.Explain(data);
            sound += violations.Count == 0 ? 1 : 0;

            return schema.Accepts(data) == (violations.Count == 0)
                ? true
                : throw new InvalidOperationException(
                    $"{type} accepted={schema.Accepts(data)} {string.Join(", ", violations.Select(v => v.Pointer + " " + v.Rule))}: {Encoding.UTF8.GetString(data)}");
        }
    }
}
