using System.Text;
using System.Text.Json;
using Hub.Core.Intake;
using Hub.Payments.Booking;
using Hub.Payments.Fees;
using Hub.Payments.Files.Text;
using Hub.Payments.Messengers;
using Hub.UnitTests.Payments.Files;
using Xunit;

namespace Hub.UnitTests.Payments;

/// <summary>A full card number is cut wherever money is told of, and refused where the case system writes one.</summary>
public sealed class CardCutTests
{
    private const string Card = "4111111111111111";

    [Theory]
    [InlineData("THE 4111111111111111 NOP", "THE 411111******1111 NOP")]
    [InlineData("4111 1111 1111 1111", "4111 11** **** 1111")]
    [InlineData("4111-1111-1111-1111 va 378282246310005", "4111-11**-****-1111 va 378282*****0005")]
    [InlineData("FT26325000001 H40DB2K7Q9X", "FT26325000001 H40DB2K7Q9X")]
    [InlineData("411111******1111", "411111******1111")]
    public void A_text_keeps_the_first_six_and_the_last_four(string text, string cut) => Assert.Equal(cut, CardCut.Of(text));

    [Theory]
    [InlineData("""{"id":1,"content":"THE 4111111111111111","transferAmount":8000}""", """{"id":1,"content":"THE 411111******1111","transferAmount":8000}""")]
    [InlineData("""{ "content" : 4111111111111111 , "b":[1,"4111111111111111"]}""", """{ "content" : "411111******1111" , "b":[1,"411111******1111"]}""")]
    [InlineData("""{"content":"THE \u00341111111\u00311111111 Đ"}""", """{"content":"THE 411111******1111 Đ"}""")]
    [InlineData("""{"4111111111111111":"\"4111111111111111\""}""", """{"411111******1111":"\"411111******1111\""}""")]
    [InlineData("""{"content":"4111111111111111""", """{"content":"411111******1111""")]
    [InlineData("""{"transactiontime":1795227330000,"referenceCode":"1234567890128"}""", """{"transactiontime":1795227330000,"referenceCode":"1234567890128"}""")]
    public void A_message_stays_what_it_is_but_for_the_number(string raw, string kept) =>
        Assert.Equal(kept, Encoding.UTF8.GetString(CardCut.Message(Encoding.UTF8.GetBytes(raw)).Span));

    [Theory]
    [InlineData("""{"content":"\u00341111111\u00311111111""", "")]
    [InlineData(Card, "\0")]
    public void What_cannot_be_read_holds_no_number_either(string raw, string between)
    {
        var kept = Encoding.UTF8.GetString(CardCut.Message(Encoding.UTF8.GetBytes(string.Join(between, raw.ToCharArray()))).Span);

        Assert.DoesNotContain("1111111", kept, StringComparison.Ordinal);
        Assert.Contains("411111******1111", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_kept_of_a_message_holds_the_number_nowhere()
    {
        var notice = new MoneyNotice
        {
            Messenger = "sepay",
            Id = Card,
            Direction = MoneyDirection.In,
            Amount = 8000,
            Account = "0011012345678",
            SubAccount = Card,
            Text = $"NOP {Card}",
            BankReference = Card,
            Order = Card,
            Payer = new MoneyPayer($"VISA {Card}", Card, null),
        };
        var raw = Encoding.UTF8.GetBytes($$"""{"id":"{{Card}}","content":"NOP {{Card}}"}""");

        var kept = KeptMessage.Of("sepay", raw, new MessengerReading.Told(notice), default);
        var other = KeptMessage.Of("sepay", Encoding.UTF8.GetBytes($$"""{"id":"{{Card}}","content":"NOP LAN HAI {{Card}}"}"""), new MessengerReading.Told(notice), default);

        Assert.DoesNotContain(Card, $"{JsonSerializer.Serialize(kept.Notice)} {kept.Key} {kept.Id} {Encoding.UTF8.GetString(kept.Raw.Span)}", StringComparison.Ordinal);
        Assert.Equal(("NOP 411111******1111", null, "0011012345678"), (kept.Notice!.Text, kept.Notice.BankReference, kept.Notice.Account));
        Assert.NotEqual(kept.Key, other.Key);
        Assert.Equal(kept.Id, KeptMessage.Of("sepay", raw, new MessengerReading.Told(notice), default).Id);
    }

    [Theory]
    [InlineData(":20:A\n:25:11\n:28C:4111111111111111/1\n:60F:C261120VND1000,\n:62F:C261121VND1000,\n-\n")]
    [InlineData(":20:4111111111111111\n:25:11\n:28C:1\n:60F:C261120VND1000,\n:62F:C261121VND1000,\n-\n")]
    public void A_statement_that_is_called_by_a_card_number_is_refused(string file)
    {
        var parts = Sample.Read(file);

        Assert.Equal("card", Assert.Single(parts.Refused()).Code);
        Assert.False(Assert.Single(parts.Verdicts()).IsSound);
        Assert.DoesNotContain(Card, string.Concat(parts), StringComparison.Ordinal);
        Assert.DoesNotContain(Card, string.Concat(Sample.Read(Sample.Camt.Replace("<Id>S325</Id>", $"<Id>{Card}</Id>", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vn.onestop.payment.cash-received.v1", """{"receipt":"BL-1","fee":"F-1","payerName":"VISA 4111 1111 1111 1111"}""", "/payerName")]
    [InlineData("vn.onestop.payment.cash-received.v1", """{"receipt":"4111111111111111","fee":"F-1"}""", "/receipt")]
    [InlineData("vn.onestop.fee.assessed.v1", """{"fee":"F-1","lines":[{"name":"Lệ phí"},{"name":"Thẻ 4111111111111111"}]}""", "/lines/1/name")]
    [InlineData("vn.onestop.fee.cancelled.v1", """{"fee":"F-1","reason":"thẻ 411111******1111"}""", null)]
    [InlineData("vn.onestop.dossier.received.v1", """{"note":"4111111111111111"}""", null)]
    public void The_case_system_is_told_where_the_number_stands(string type, string data, string? place) =>
        Assert.Equal(place, ((IDataScreen)new CardDoor()).Find(type, Encoding.UTF8.GetBytes(data))?.Pointer);
}
