using System.Text;
using Hub.Payments.References;
using Xunit;

namespace Hub.UnitTests.Payments;

public sealed class ReferenceTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Seed = 20261121;
    private const int Texts = 1_000_000;

    private static readonly ReferenceReader Reader = new("H40D");
    private static readonly PaymentReference Known = PaymentReference.Of("H40D", 0x1600B5E1);

    [Fact]
    public void A_reference_is_the_prefix_and_seven_characters()
    {
        Assert.Matches("^H40D[0-9A-HJKMNP-TV-Z]{7}$", Known.Text);
        Assert.True(PaymentReference.TryParse("H40D", Known.Text, out var read));
        Assert.Equal(Known, read);
        Assert.Equal(32_768, Enumerable.Range(0, 32_768).Select(number => PaymentReference.Of("H40D", (uint)number << 15).Code[..3]).Distinct().Count());
    }

    [Fact]
    public void Every_wrong_character_and_every_two_that_changed_places_are_found()
    {
        var chance = new Random(Seed);
        for (var time = 0; time < 200; time++)
        {
            var code = PaymentReference.Of("H40D", (uint)chance.Next()).Code;
            for (var at = 0; at < code.Length; at++)
            {
                foreach (var wrong in Alphabet.Where(wrong => wrong != code[at]))
                {
                    Assert.False(PaymentReference.TryParse("", $"{code[..at]}{wrong}{code[(at + 1)..]}", out _));
                }

                for (var other = at + 1; other < code.Length; other++)
                {
                    var letters = code.ToCharArray();
                    (letters[at], letters[other]) = (letters[other], letters[at]);
                    Assert.True(code[at] == code[other] || !PaymentReference.TryParse("", new string(letters), out _), code);
                }
            }
        }
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("nop le phi {0} nguyen van a")]
    [InlineData("NOPLEPHI{0}NGUYENVANA")]
    [InlineData("MBVCB.3278907687.{0}.CT tu 0123456789 toi 1234567890")]
    [InlineData("Nộp lệ phí hộ tịch {0}, cảm ơn")]
    [InlineData("H40D {0}")]
    [InlineData("H40DH40D{0}")]
    [InlineData("{0} {0}")]
    public void A_whole_reference_is_found_wherever_it_stands(string text) => Assert.Equal([Known], Reader.Read(string.Format(null, text, Known.Text)).Exact);

    [Fact]
    public void A_reference_is_found_however_a_bank_bends_its_text()
    {
        var chance = new Random(Seed);
        for (var time = 0; time < 2000; time++)
        {
            var reference = PaymentReference.Of("H40D", (uint)chance.Next());
            var bent = new StringBuilder("le phi ");
            foreach (var letter in reference.Text)
            {
                bent.Append(chance.Next(8) switch
                {
                    0 => " ",
                    1 => "\r\n",
                    2 => "-",
                    _ => "",
                });
                var form = letter switch
                {
                    '1' => "1IilL"[chance.Next(5)],
                    '0' => "0Oo"[chance.Next(3)],
                    'D' => "DdĐđ"[chance.Next(4)],
                    'A' => "AaÀậ"[chance.Next(4)],
                    'E' => "EeẾệ"[chance.Next(4)],
                    _ => chance.Next(2) == 0 ? letter : char.ToLowerInvariant(letter),
                };
                bent.Append(form);
            }

            Assert.Equal([reference], Reader.Read(bent.Append(".FT26325000001").ToString()).Exact);
        }
    }

    [Fact]
    public void Two_references_in_one_text_are_both_told()
    {
        var other = PaymentReference.Of("H40D", 7);

        Assert.Equal([Known, other], Reader.Read($"{Known.Text} va {other.Text}").Exact);
    }

    [Fact]
    public void A_reference_of_another_centre_is_none_of_ours() =>
        Assert.Same(ReferenceReading.Nothing, Reader.Read("le phi " + PaymentReference.Of("H41D", 99).Text));

    [Fact]
    public void No_reference_holds_its_own_prefix()
    {
        // The number of the code H40DB0.
        var number = "H40DB0".Aggregate(0u, (sum, letter) => (sum << 5) | (uint)Alphabet.IndexOf(letter, StringComparison.Ordinal));

        Assert.StartsWith("H40DB0", PaymentReference.Of("ABC", number).Code, StringComparison.Ordinal);
        Assert.DoesNotContain("H40D", PaymentReference.Of("H40D", number).Code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("H40D")]
    [InlineData("H40D12345")]
    [InlineData("\ud800\udfff\ud800 漢字 😀")]
    public void A_text_without_a_reference_gives_nothing(string? text) => Assert.Same(ReferenceReading.Nothing, Reader.Read(text));

    [Fact]
    public void A_long_text_is_read_as_far_as_transfers_go()
    {
        Assert.Equal([Known], Reader.Read(Known.Text + new string('x', 1_000_000)).Exact);
        Assert.Empty(Reader.Read(new string('x', 1_000_000) + Known.Text).Exact);
    }

    [Fact]
    public void A_cut_reference_is_a_candidate_and_never_exact()
    {
        foreach (var text in (string[])[$"LE PHI {Known.Text[..^1]}", $"le phi {Known.Text[..^1].ToLowerInvariant()} cam on", $"{Known.Code[1..]} nop phi", $"PHI {Known.Code}", $"x {Known.Code[..^1]}"])
        {
            Assert.Empty(Reader.Read(text).Exact);
            Assert.Equal(Known, ReferenceCandidates.Find(Reader, text, 8000, [(PaymentReference.Of("H40D", 1), 8000), (Known, 8000)]));
        }
    }

    [Fact]
    public void A_candidate_must_stand_alone_and_ask_for_what_was_paid()
    {
        var text = "LE PHI " + Known.Text[..^1];
        var nearly = Known with { Code = Known.Code[..^1] + (Known.Code[^1] == 'Z' ? 'Y' : 'Z') };

        Assert.Null(ReferenceCandidates.Find(Reader, text, 7999, [(Known, 8000)]));
        Assert.Null(ReferenceCandidates.Find(Reader, text, 8000, [(Known, 8000), (nearly, 9000)]));
        Assert.Null(ReferenceCandidates.Find(Reader, "LE PHI " + Known.Text[..^2], 8000, [(Known, 8000)]));
        Assert.Null(ReferenceCandidates.Find(Reader, text, 8000, []));
    }

    [Theory]
    [InlineData("")]
    [InlineData("H4")]
    [InlineData("h40d")]
    [InlineData("4HD0")]
    [InlineData("H40D-")]
    [InlineData("H40DH40DH")]
    public void A_prefix_is_capitals_and_digits(string prefix) => Assert.Throws<ArgumentException>(() => PaymentReference.Of(prefix, 1));

    /// <summary>
    /// Of a million transfers of others none is taken for a payment of ours. The prefix does it: without it nearly every text would hold seven characters whose
    /// check is right.
    /// </summary>
    [Fact]
    public void Of_a_million_other_transfers_none_is_taken_by_chance()
    {
        var chance = new Random(Seed);
        var pieces = Pieces(chance);
        var (taken, cut, withoutPrefix) = (0, 0, 0);

        for (var number = 0; number < Texts; number++)
        {
            var text = Transfer(chance, pieces);
            var reading = Reader.Read(text);
            taken += reading.Exact.Count;
            cut += reading.Cut.Count;
            withoutPrefix += number < 1000 && HoldsCode(text) ? 1 : 0;
        }

        Assert.True(taken == 0, $"seed {Seed}: {taken} taken by chance");
        Assert.InRange(cut, 0, Texts / 100_000);
        Assert.InRange(withoutPrefix, 500, 1000);
    }

    private static bool HoldsCode(string text)
    {
        var letters = string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return Enumerable.Range(0, Math.Max(0, letters.Length - 6)).Any(at => PaymentReference.TryParse("", letters.Substring(at, 7), out _));
    }

    // As banks write them: words, names, accounts, the bank's own numbers, with spaces, points or nothing between.
    private static string[] Pieces(Random chance) =>
    [
        .. Enumerable.Range(0, 20_000).Select(number => (number % 8) switch
        {
            0 or 1 => $"{chance.NextInt64(1_000_000_000_000)}",
            2 => $"FT{chance.Next(100_000_000, 999_999_999)}",
            3 => string.Concat(Enumerable.Range(0, chance.Next(4, 13)).Select(_ => Alphabet[chance.Next(32)])),
            _ => Words[chance.Next(Words.Length)],
        } + new string(" . -"[chance.Next(4)], chance.Next(2))),
    ];

    private static string Transfer(Random chance, string[] pieces)
    {
        Span<string> parts = new string[chance.Next(3, 9)];
        foreach (ref var part in parts)
        {
            part = pieces[chance.Next(pieces.Length)];
        }

        return string.Concat(parts);
    }

    private static readonly string[] Words =
    [
        "NGUYEN VAN A", "chuyen tien", "CT TU", "toi", "MBVCB", "le phi", "Nộp phí", "HO TICH", "tien dien", "thang 11", "PPASC", "000.00.01.H40-261121-0001", "TK", "QR",
        "thanh toan", "hoc phi", "DAT COC", "IBFT", "VCB", "Cảm ơn", "so 40D", "HOD",
    ];
}
