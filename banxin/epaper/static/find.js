// A phrase that a search led here for: marked wherever it stands, over marks, readings and the ends of paragraphs.
(function () {
  'use strict';
  var article = document.getElementById('article');
  // What is read on from one to the next; what else there is, each for itself.
  var FLOW = '#ozoom p, .quote figcaption, .said p';
  var ALONE = '#PreTitle, h1, #SubTitle, founder-author, .photo figcaption span, caption, th, td';

  // As search.js folds: widths and cases alike, blanks left out; with the place of each character.
  function fold(elements) {
    var text = '', nodes = [], starts = [], ends = [];
    elements.forEach(function (element) {
      if (element.closest('[hidden], .unseen')) return;
      var walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (var node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentNode.closest('rt')) continue;
        var at = 0;
        Array.from(node.data).forEach(function (one) {
          var plain = /\s/u.test(one) ? '' : one.normalize('NFKC').toLowerCase();
          for (var unit = 0; unit < plain.length; unit++) { nodes.push(node); starts.push(at); ends.push(at + one.length); }
          text += plain;
          at += one.length;
        });
      }
    });
    return { text: text, nodes: nodes, starts: starts, ends: ends };
  }

  // From the last to the first, so that places before a mark stay what they are
  function wrap(found, spans) {
    var pieces = [];
    spans.forEach(function (span) {
      for (var at = span[0]; at < span[1]; at++) {
        var last = pieces[pieces.length - 1];
        if (last && last.node === found.nodes[at] && found.starts[at] <= last.end) last.end = Math.max(last.end, found.ends[at]);
        else pieces.push({ node: found.nodes[at], start: found.starts[at], end: found.ends[at] });
      }
    });
    pieces.reverse().forEach(function (piece) {
      if (!piece.node.data.slice(piece.start, piece.end).trim()) return;
      var range = document.createRange(), mark = document.createElement('mark');
      range.setStart(piece.node, piece.start);
      range.setEnd(piece.node, piece.end);
      mark.className = 'hit';
      range.surroundContents(mark);
    });
  }

  function clear() {
    Array.prototype.forEach.call(document.querySelectorAll('mark.hit'), function (mark) {
      var parent = mark.parentNode;
      while (mark.firstChild) parent.insertBefore(mark.firstChild, mark);
      mark.remove();
      parent.normalize();
    });
  }

  function show() {
    var asked = location.hash.match(/^#find=(.+)$/), phrase = '';
    if (!article || !asked) return;
    try { phrase = decodeURIComponent(asked[1]); } catch (error) { return; }
    clear();
    var terms = phrase.split(/\s+/u).map(function (term) { return term.normalize('NFKC').toLowerCase(); }).filter(Boolean);
    var groups = [Array.from(article.querySelectorAll(FLOW))];
    Array.from(article.querySelectorAll(ALONE)).forEach(function (one) { groups.push([one]); });
    groups.forEach(function (group) {
      var found = fold(group), spans = [];
      terms.forEach(function (term) {
        for (var at = found.text.indexOf(term); at >= 0; at = found.text.indexOf(term, at + term.length)) spans.push([at, at + term.length]);
      });
      spans.sort(function (one, other) { return one[0] - other[0]; });
      spans = spans.reduce(function (kept, span) {
        var last = kept[kept.length - 1];
        if (last && span[0] < last[1]) last[1] = Math.max(last[1], span[1]); else kept.push(span);
        return kept;
      }, []);
      if (spans.length) wrap(found, spans);
    });
    look();
  }
  // The phrase whole, if it stands anywhere; pictures that came late may have moved it
  function look() {
    var first = document.querySelector('mark.hit');
    if (first) first.scrollIntoView({ block: 'center', inline: 'center' });
  }
  show();
  addEventListener('load', function () { if (/^#find=/.test(location.hash)) look(); });
  addEventListener('hashchange', show);
})();
