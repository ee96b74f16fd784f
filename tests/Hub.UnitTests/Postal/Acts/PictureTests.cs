using System.Buffers.Binary;
using Hub.Postal.Acts;
using Hub.Tests;
using Xunit;

namespace Hub.UnitTests.Postal.Acts;

/// <summary>What is a picture, and what only begins like one.</summary>
public sealed class PictureTests
{
    private static readonly byte[] Png = Picture.Png();

    [Fact]
    public void Whole_pictures_are_known_by_what_they_are()
    {
        Assert.Equal("image/png", TypeOf(Png));
        Assert.Equal("image/jpeg", TypeOf(Picture.Jpeg));
        Assert.Equal("image/jpeg", TypeOf(Picture.Progressive));
    }

    [Fact]
    public void What_a_camera_leaves_behind_the_end_is_passed_over() => Assert.Equal("image/jpeg", TypeOf([.. Picture.Jpeg, .. "a film of two seconds"u8]));

    [Fact]
    public void A_torn_picture_is_none()
    {
        foreach (var whole in (byte[][])[Png, Picture.Jpeg, Picture.Progressive])
        {
            Assert.All(Enumerable.Range(0, whole.Length), length => Assert.Null(TypeOf(whole[..length])));
        }
    }

    [Theory]
    [InlineData("<html><script>alert(1)</script>")]
    [InlineData("MZ this program cannot be run")]
    [InlineData("")]
    public void First_bytes_make_no_picture(string rest)
    {
        byte[] text = [.. rest.Select(letter => (byte)letter), 0xFF, 0xD9];

        Assert.Null(TypeOf([0xFF, 0xD8, 0xFF, .. text]));
        Assert.Null(TypeOf([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. text]));
        Assert.Null(TypeOf([.. Png[..8], .. text]));
        Assert.Null(TypeOf([.. Png[..33], .. text]));
    }

    [Fact]
    public void A_changed_byte_of_a_png_is_found()
    {
        for (var at = 0; at < Png.Length; at++)
        {
            var changed = (byte[])Png.Clone();
            changed[at] ^= 0x10;
            Assert.Null(TypeOf(changed));
        }
    }

    [Theory]
    [InlineData(8, 9)]
    [InlineData(9, 8)]
    [InlineData(0, 8)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(100_000, 100_000)]
    public void Rows_that_the_head_promises_must_be_there(int width, int height)
    {
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        head[8] = 8;

        Assert.Null(TypeOf([.. Png[..8], .. Picture.Chunk("IHDR"u8, head), .. Png[33..]]));
    }

    [Fact]
    public void A_jpeg_of_another_size_than_its_data_is_torn()
    {
        var taller = Picture.Jpeg;
        var frame = taller.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        taller[frame + 6] = 200;

        Assert.Null(TypeOf(taller));
    }

    private static string? TypeOf(byte[] bytes) => ActAttachment.Of("photo", bytes).MediaType;
}
