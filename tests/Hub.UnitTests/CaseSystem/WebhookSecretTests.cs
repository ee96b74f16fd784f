using System.Security.Cryptography;
using Hub.CaseSystem.Webhooks;
using Xunit;

namespace Hub.UnitTests.CaseSystem;

public sealed class WebhookSecretTests
{
    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_secret_has_24_to_64_bytes(int length, bool isSecret) =>
        Assert.Equal(isSecret, WebhookSecret.Parse("whsec_" + Convert.ToBase64String(new byte[length])) is not null);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("WHSEC_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("whsk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")]
    [InlineData("whsec_khong-phai-base64-khong-phai-base64!")]
    public void Other_texts_are_no_secret(string? text) => Assert.Null(WebhookSecret.Parse(text));

    [Fact]
    public void A_new_secret_is_32_bytes_of_the_source_and_reads_back()
    {
        var secret = WebhookSecret.New(new Counting());

        Assert.Equal(Bench.Secret, secret.Reveal());
        Assert.True(WebhookSecret.Parse(secret.Reveal())!.Key.SequenceEqual(secret.Key));
    }

    [Fact]
    public void Printing_a_secret_does_not_show_it() => Assert.Equal("whsec_***", $"{WebhookSecret.Parse(Bench.Secret)}");

    [Fact]
    public void A_rotation_puts_the_new_secret_in_front_and_keeps_the_old()
    {
        var before = Bench.ASubscription(new Uri("https://case.example/hook")) with { Secrets = ["whsec_yMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f"] };

        var rotation = SecretRotations.Rotate(before, new Counting(), Bench.Now, TimeSpan.FromDays(7))!;

        Assert.Equal([Bench.Secret, "whsec_yMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f"], rotation.Subscription.Secrets);
        Assert.Equal(Bench.Secret, rotation.Secret.Reveal());
        Assert.Equal(Bench.Now.AddDays(7), rotation.DropOldAfter);
    }

    [Fact]
    public void A_fourth_secret_is_not_made()
    {
        var full = Bench.ASubscription(new Uri("https://case.example/hook")) with { Secrets = ["a", "b", "c"] };

        Assert.Null(SecretRotations.Rotate(full, new Counting(), Bench.Now, TimeSpan.Zero));
    }

    [Fact]
    public void Dropping_takes_the_oldest_and_never_the_last()
    {
        var two = Bench.ASubscription(new Uri("https://case.example/hook")) with { Secrets = ["new", "old"] };

        var one = SecretRotations.DropOldest(two)!;

        Assert.Equal(["new"], one.Secrets);
        Assert.Null(SecretRotations.DropOldest(one));
    }

    private sealed class Counting : RandomNumberGenerator
    {
        public override void GetBytes(byte[] data)
        {
            for (var i = 0; i < data.Length; i++)
            {
                data[i] = (byte)i;
            }
        }
    }
}
