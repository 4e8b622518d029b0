using System.Buffers.Binary;
using System.Text;
using Shouldly;
using SocialAssistance.Materials;
using Xunit;
using static SocialAssistance.Tests.Materials.ZipFixtures;

namespace SocialAssistance.Tests.Materials;

/// <summary>What stands beside the parts of a package: additional fields, kinds of files, marks of writers. Programs differ in what they believe of it.</summary>
public sealed class ZipExtrasTests
{
    [Fact]
    public void Sizes_in_large_form_in_a_head_are_understood_when_they_are_those_of_the_index()
    {
        // As writers do that leave room for any size; the index is plain.
        foreach (var (more, packed, fault) in ((long, long, ScanFault?)[])[(0, 0, null), (1, 0, ScanFault.ForeignContent), (0, 1, ScanFault.ForeignContent)])
        {
            byte[] sizes = [1, 0, 16, 0, .. BitConverter.GetBytes(Document.Length + more), .. BitConverter.GetBytes(Document.Length + packed)];
            var package = WithExtras(sizes, []);
            var head = Head(package, Extra);
            package.AsSpan(head + 18, 8).Fill(0xFF);
            Fault(package).ShouldBe(fault, $"{more} {packed}");
        }

        var bare = Package((Extra, Document));
        bare.AsSpan(Head(bare, Extra) + 18, 8).Fill(0xFF);
        Fault(bare).ShouldBe(ScanFault.ForeignContent);
    }

    [Fact]
    public void A_second_name_that_some_programs_prefer_must_be_a_good_one()
    {
        Fault(WithExtras(Named("Doc_0/发票.xml"), Named("Doc_0/发票.xml"))).ShouldBeNull();
        Fault(WithExtras(Named(Extra), [])).ShouldBeNull();
        Fault(WithExtras([], [0xFE, 0xCA, 0, 0, .. Named(Extra)])).ShouldBeNull("fields of other kinds are passed over");
        foreach (var name in (string[])["../../evil.exe", "/evil.exe", "OFD.xml", "doc_0/DOCUMENT.xml"])
        {
            Fault(WithExtras(Named(name), Named(name))).ShouldBe(ScanFault.ForeignContent, name);
            Fault(WithExtras(Named(name), [])).ShouldBe(ScanFault.ForeignContent, name);
            Fault(WithExtras([], Named(name))).ShouldBe(ScanFault.ForeignContent, name);
        }

        Fault(WithExtras(Named("Doc_0/a.xml"), Named("Doc_0/b.xml"))).ShouldBe(ScanFault.ForeignContent);
        Fault(WithExtras([], [.. Named(Extra), .. Named("Doc_0/b.xml")])).ShouldBe(ScanFault.ForeignContent);
        Fault(WithExtras([], [0x75, 0x70, 50, 0, 1])).ShouldBe(ScanFault.ForeignContent, "it does not end");

        static byte[] Named(string name) => [0x75, 0x70, (byte)(5 + Encoding.UTF8.GetByteCount(name)), 0, 1, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(name)];
    }

    [Fact]
    public void A_pointer_to_another_index_is_refused_wherever_there_is_room_for_it()
    {
        // Some programs look for it before the end whatever the end says: here it is the last of an entry's extra fields.
        byte[] pointer = [0xFE, 0xCA, 20, 0, .. "PK\x06\x07"u8, .. new byte[16]];
        Fault(WithExtras([], pointer)).ShouldBe(ScanFault.ForeignContent);
        Fault(WithExtras(pointer, [])).ShouldBeNull();
    }

    [Theory]
    [InlineData(3, 0xA1FF, ScanFault.ForeignContent)]
    [InlineData(19, 0xA1FF, ScanFault.ForeignContent)]
    [InlineData(3, 0x21B6, ScanFault.ForeignContent)]
    [InlineData(3, 0x81A4, null)]
    [InlineData(3, 0x41ED, null)]
    [InlineData(0, 0xA1FF, null)]
    public void A_part_that_unpacks_to_a_link_or_a_device_is_refused(byte system, int mode, ScanFault? fault)
    {
        var package = Package((Extra, Document));
        var entry = package.AsSpan(Index(package, Extra));
        entry[5] = system;
        BinaryPrimitives.WriteUInt16LittleEndian(entry[40..], (ushort)mode);
        Fault(package).ShouldBe(fault);
    }

    [Theory]
    [InlineData("KRC", null)]
    [InlineData("KRCK", null)]
    [InlineData("KRCKR", ScanFault.ForeignContent)]
    [InlineData("PK\u0003\u0004", ScanFault.ForeignContent)]
    public void A_writers_mark_behind_the_end_is_a_few_letters(string mark, ScanFault? fault)
    {
        byte[] package = [.. Package(), .. Encoding.Latin1.GetBytes(mark)];
        package[^(mark.Length + 2)] = (byte)mark.Length;
        Fault(package).ShouldBe(fault);
        Fault([.. package, .. "x"u8]).ShouldBe(ScanFault.ForeignContent);
    }

    [Fact]
    public void A_tape_within_the_package_is_refused()
    {
        var tape = new byte[1024];
        "a.txt"u8.CopyTo(tape);
        tape.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Convert.ToString(tape.Sum(b => b), 8)).CopyTo(tape.AsSpan(148));
        Fault(Package(("Doc_0/Res/picture.png", tape))).ShouldBe(ScanFault.ForeignContent);
        tape[0]++;
        Fault(Package(("Doc_0/Res/picture.png", tape))).ShouldBeNull();
    }

    /// <summary>A package whose last part has additional fields in its head and in the index.</summary>
    private static byte[] WithExtras(byte[] inHead, byte[] inIndex)
    {
        var package = Package((Extra, Document));
        int head = Head(package, Extra), entry = Index(package, Extra), end = package.Length - 22;
        package[head + 28] = (byte)inHead.Length;
        package[entry + 30] = (byte)inIndex.Length;
        BinaryPrimitives.WriteInt32LittleEndian(package.AsSpan(end + 12), BinaryPrimitives.ReadInt32LittleEndian(package.AsSpan(end + 12)) + inIndex.Length);
        BinaryPrimitives.WriteInt32LittleEndian(package.AsSpan(end + 16), BinaryPrimitives.ReadInt32LittleEndian(package.AsSpan(end + 16)) + inHead.Length);
        int data = head + 30 + Extra.Length, behind = entry + IndexName + Extra.Length;
        return [.. package[..data], .. inHead, .. package[data..behind], .. inIndex, .. package[behind..]];
    }
}
